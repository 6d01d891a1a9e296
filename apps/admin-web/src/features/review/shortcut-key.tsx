import { Kbd } from '@ostiary/ui';
import { useSingleKeys } from './single-keys.ts';

/** The key of an action, while single keys are on. */
export function ShortcutKey({ children }: { children: string }) {
  const [hasSingleKeys] = useSingleKeys();
  return hasSingleKeys ? <Kbd>{children}</Kbd> : null;
}

const isApple = typeof navigator !== 'undefined' && /Mac|iP(hone|ad)/.test(navigator.userAgent);
/** Ctrl or ⌘ with Enter, as this device writes it. */
export const modEnter = isApple ? '⌘↵' : 'Ctrl ↵';
