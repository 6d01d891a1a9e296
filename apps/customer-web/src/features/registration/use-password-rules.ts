import { checkPassword, type PasswordFailure } from '@ostiary/domain/identifiers';
import type { PasswordRule } from '@ostiary/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { trpc } from '../../lib/trpc.ts';

type Failure = PasswordFailure | 'SHORTER_THAN_15';

const strength: readonly Failure[] = [
  'SHORTER_THAN_15',
  'TOO_SHORT',
  'TOO_LONG',
  'NEEDS_UPPER',
  'NEEDS_LOWER',
  'NEEDS_DIGIT',
];
const rules: Record<'strength' | 'personal' | 'common', readonly Failure[]> = {
  strength,
  personal: ['CONTAINS_USERNAME', 'CONTAINS_EMAIL', 'CONTAINS_NAME', 'CONTAINS_BANK_NAME'],
  common: ['COMMON'],
};

// From this length any characters will do; where it is the least, there is no shorter way.
const passphraseLength = 15;

interface Owner {
  password: string;
  username: string;
  email: string;
}

/** What a password still lacks, as it is typed. The list of common ones arrives when `load` is called; the server has it anyway. */
export function usePasswordRules() {
  const { t } = useTranslation('registration');
  const [list, setList] = useState<{ isCommon: (password: string) => boolean }>();
  const load = () => {
    if (!list)
      void import('@ostiary/domain/passwords').then(
        ({ isCommonPassword }) => setList({ isCommon: isCommonPassword }),
        () => undefined,
      );
  };
  const bank = trpc.auth.rules.useQuery(undefined, { staleTime: Infinity });
  const isStrict = (bank.data?.passwordMinLength ?? 0) >= passphraseLength;
  const failures = ({ password, username, email }: Owner): Failure[] => {
    const failed = checkPassword(password, { username, email, isCommon: list?.isCommon ?? (() => false) });
    const isShort = isStrict && Array.from(password.normalize('NFKC')).length < passphraseLength;
    return isShort ? ['SHORTER_THAN_15', ...failed] : [...failed];
  };
  const show = (owner: Owner): PasswordRule[] => {
    const failed = failures(owner);
    return Object.entries(rules).map(([id, codes]) => {
      const isKnown = owner.password !== '' && (id !== 'common' || list !== undefined);
      const isMet = isKnown && !codes.some((code) => failed.includes(code));
      return {
        id,
        text: t(id === 'strength' && isStrict ? 'rules.strict' : `rules.${id}`),
        isMet,
        stateText: t(isMet ? 'rules.met' : 'rules.notYet'),
      };
    });
  };
  return { load, failures, show };
}
