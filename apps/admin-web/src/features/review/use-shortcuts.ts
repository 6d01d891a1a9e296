import { useEffect, useEffectEvent } from 'react';
import { useSingleKeys } from './single-keys.ts';

const typingPlaces =
  'input, textarea, select, [contenteditable="true"], [role="textbox"], [role="menu"], [role="dialog"]';
const repeatable = new Set(['j', 'k']);

/** `Mod+Enter` for Ctrl or ⌘. On a keyboard that writes another script the key's place counts (`KeyJ` is `j`). */
function nameOf(event: KeyboardEvent): string {
  if (event.ctrlKey || event.metaKey) return `Mod+${event.key}`;
  const isLatin = /^[\x20-\x7e]$/.test(event.key) || event.key.length > 1;
  return isLatin ? event.key : event.code.replace(/^(Key|Digit)/, '').toLowerCase();
}

function isTyping(target: EventTarget | null): boolean {
  if (document.querySelector('[role="dialog"]')) return true;
  return target instanceof Element && target.closest(typingPlaces) !== null;
}

type Bindings = Readonly<Record<string, (() => void) | undefined>>;

/** Keys that act anywhere on a screen, but never while typing, in a menu or in a dialog. */
export function useShortcuts(bindings: Bindings): void {
  const [hasSingleKeys] = useSingleKeys();
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.altKey || isTyping(event.target)) return;
    const name = nameOf(event);
    const action = Object.hasOwn(bindings, name) ? bindings[name] : undefined;
    if (!action || (event.repeat && !repeatable.has(name))) return;
    if (name.length === 1 && !hasSingleKeys) return;
    event.preventDefault();
    action();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event);
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
}
