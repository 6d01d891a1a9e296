import { Kbd } from '@ostiary/ui';
import { useSingleKeys } from './single-keys.ts';

const isApple = typeof navigator !== 'undefined' && /Mac|iP(hone|ad)/.test(navigator.userAgent);

/** A key as it stands on this keyboard: `Mod+k` is `Ctrl K` or `⌘K`. */
export function writtenKey(key: string): string {
  if (!key.startsWith('Mod+')) return key;
  const rest = key === 'Mod+Enter' ? '↵' : key.slice('Mod+'.length).toUpperCase();
  return isApple ? `⌘${rest}` : `Ctrl ${rest}`;
}

/** The same for `aria-keyshortcuts`; nothing where there is no key. */
export function spokenKey(key: string): string | undefined {
  if (!key.startsWith('Mod+')) return key === '+' ? 'Shift+Plus' : key || undefined;
  const rest = key.slice('Mod+'.length);
  return `Control+${rest} Meta+${rest}`;
}

/** The key of an action beside its word; single keys only while they are on. */
export function ShortcutKey({ children: key }: { children: string }) {
  const [hasSingleKeys] = useSingleKeys();
  if (!key || (!hasSingleKeys && !key.startsWith('Mod+'))) return null;
  return <Kbd>{writtenKey(key)}</Kbd>;
}
