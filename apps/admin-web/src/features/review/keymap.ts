import { useLocalStorage } from '@mantine/hooks';
import { actionNames, defaultKeys, isChangeable, type ActionName } from './actions.ts';

type OwnKeys = Partial<Record<ActionName, string>>;

/** Why a key cannot be had: another action has it, or it is no single character that is free. */
export type KeyProblem = { kind: 'taken'; by: ActionName } | { kind: 'unusable' };

// Digits are the reasons of a refusal; space and the named keys belong to the browser.
const usable = /^[\x21-\x2f\x3a-\x7e]$/;

/** Keys of the desk, the person's own where they chose any (WCAG 2.1.4). Kept on this device. */
export function useKeymap() {
  const [own, setOwn] = useLocalStorage<OwnKeys>({
    key: 'ostiary.keys',
    defaultValue: {},
    getInitialValueInEffect: false,
  });
  const keyOf = (name: ActionName) => (isChangeable(name) ? own[name] : undefined) ?? defaultKeys[name];
  const change = (name: ActionName, key: string): KeyProblem | null => {
    if (!usable.test(key)) return { kind: 'unusable' };
    const by = actionNames.find((other) => other !== name && keyOf(other) === key);
    if (by) return { kind: 'taken', by };
    setOwn((was) => ({ ...was, [name]: key }));
    return null;
  };
  return { keyOf, change, reset: () => setOwn({}), isOwn: Object.keys(own).length > 0 };
}
