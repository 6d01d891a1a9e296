import { useDeferredValue, useState } from 'react';
import { identity } from './identity-api.ts';
import { passwordProblems, passwordRules, type PasswordOwner } from './password-rules.ts';
import { loadPasswordTools, passwordTools } from './password-tools.ts';
import { useWords } from './use-words.ts';

/** Of the standard profile, until the server has answered; it checks anyway. */
const usualMinLength = 8;

const useRules = () => identity.auth.rules.useQuery(undefined, { staleTime: Infinity }).data;

const useMinLength = (): number => useRules()?.passwordMinLength ?? usualMinLength;

/** False in the strict profile: a username that is gone is replaced in silence there, and whoever chose it would look for it. */
export const useMayChooseUsername = (): boolean => useRules()?.profile !== 'strict';

/** The first thing a password lacks, in words; for a form that asks who its owner is too. */
export function usePasswordCheck(): (password: string, owner: PasswordOwner) => string | undefined {
  const { t } = useWords();
  const minLength = useMinLength();
  return (password, owner) => {
    const [code] = passwordProblems({ password, owner, minLength, tools: passwordTools() });
    return code && t(password === '' ? 'fields.REQUIRED' : `fields.${code}`);
  };
}

/** The same for a form's `validate`, where the owner is known. */
export function usePasswordProblem(owner: PasswordOwner = {}): (password: string) => string | undefined {
  const check = usePasswordCheck();
  return (password) => check(password, owner);
}

/** What a password in the making is worth: its rules, and how hard it is to guess once the lists are there. */
export function usePasswordChoice(password: string, owner: PasswordOwner = {}) {
  const { t } = useWords();
  const minLength = useMinLength();
  const [tools, setTools] = useState(passwordTools);
  // Guessing takes longer than drawing a letter.
  const settled = useDeferredValue(password);
  const load = () => void loadPasswordTools().then(setTools, () => undefined);
  const rules = passwordRules({ password, owner, minLength, tools }).map(({ id, isMet }) => ({
    id,
    isMet,
    text: t(`password.rule.${id}`, { count: minLength }),
    stateText: t(isMet ? 'met' : 'notYet'),
  }));
  const words = [owner.username, owner.email, ...(owner.names ?? [])].filter((word) => word !== undefined);
  const score = tools && settled !== '' ? tools.strength(settled, words) : undefined;
  return { load, rules, score };
}
