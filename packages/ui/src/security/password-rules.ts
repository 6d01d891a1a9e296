import { checkPassword, type PasswordFailure } from '@ostiary/domain/identifiers';
import type { FieldCode } from '@ostiary/domain/shared';
import type { PasswordTools } from './password-tools.ts';

/** Who chooses the password, as far as this page knows. */
export interface PasswordOwner {
  username?: string;
  email?: string;
  names?: readonly string[];
}

interface Choice {
  password: string;
  owner: PasswordOwner;
  /** Of `auth.rules`. */
  minLength: number;
  tools: PasswordTools | undefined;
}

/** The length from which any characters will do: in the strict profile, the shortest there is. */
const PASSPHRASE_LENGTH = 15;

const lengthOf = (password: string) => Array.from(password.normalize('NFKC')).length;

/** What the password lacks, as the server would say it; what is not known yet (the common ones) counts as passed. */
export function passwordProblems({ password, owner, minLength, tools }: Choice): FieldCode[] {
  const failures = checkPassword(password, { ...owner, isCommon: tools?.isCommon ?? (() => false) });
  const codes = failures.map((failure): FieldCode => `PASSWORD_${failure}`);
  return lengthOf(password) < minLength && minLength >= PASSPHRASE_LENGTH
    ? ['PASSWORD_SHORTER_THAN_15', ...codes]
    : codes;
}

const mixed: readonly PasswordFailure[] = ['TOO_SHORT', 'TOO_LONG', 'NEEDS_UPPER', 'NEEDS_LOWER', 'NEEDS_DIGIT'];
const personal: readonly PasswordFailure[] = [
  'CONTAINS_USERNAME',
  'CONTAINS_EMAIL',
  'CONTAINS_NAME',
  'CONTAINS_BANK_NAME',
];

interface RuleState {
  /** Of the words `password.rule`. */
  id: 'long' | 'mixed' | 'personal' | 'common';
  isMet: boolean;
}

/** The same as a list that is ticked off while typing. */
export function passwordRules(choice: Choice): RuleState[] {
  const problems = passwordProblems(choice);
  const isTyped = choice.password !== '';
  const passes = (failures: readonly PasswordFailure[]) =>
    isTyped && !failures.some((failure) => problems.includes(`PASSWORD_${failure}`));
  const isLongOnly = choice.minLength >= PASSPHRASE_LENGTH;
  return [
    isLongOnly
      ? { id: 'long', isMet: passes(['TOO_LONG']) && !problems.includes('PASSWORD_SHORTER_THAN_15') }
      : { id: 'mixed', isMet: passes(mixed) },
    { id: 'personal', isMet: passes(personal) },
    { id: 'common', isMet: passes(['COMMON']) && choice.tools !== undefined },
  ];
}
