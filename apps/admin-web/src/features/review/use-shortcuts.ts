import { useEffect, useEffectEvent } from 'react';
import { useSingleKeys } from './single-keys.ts';

const typingPlaces =
  'input, textarea, select, [contenteditable="true"], [role="textbox"], [role="menu"], [role="dialog"]';
const repeatable = new Set(['j', 'k']);
/** Acts while somebody types, too: it writes nothing and belongs to no field. */
const everywhere = 'Mod+k';

/** `Mod+Enter` for Ctrl or ⌘. On a keyboard that writes another script the key's place counts (`KeyJ` is `j`). */
function nameOf({ key, code, ctrlKey, metaKey }: KeyboardEvent): string {
  const isLatin = /^[\x20-\x7e]$/.test(key) || key.length > 1;
  const name = isLatin ? key : code.replace(/^(Key|Digit)/, '').toLowerCase();
  if (!ctrlKey && !metaKey) return name;
  // With Ctrl a locked shift means nothing.
  return `Mod+${name.length === 1 ? name.toLowerCase() : name}`;
}

function isTyping(target: EventTarget | null, name: string): boolean {
  if (document.querySelector('[role="dialog"]')) return true;
  return name !== everywhere && target instanceof Element && target.closest(typingPlaces) !== null;
}

type Bindings = Readonly<Record<string, (() => void) | undefined>>;

/** Keys that act anywhere on a screen, but never while typing, in a menu or in a dialog. */
export function useShortcuts(bindings: Bindings): void {
  const [hasSingleKeys] = useSingleKeys();
  const press = useEffectEvent((event: KeyboardEvent) => {
    const name = nameOf(event);
    if (event.defaultPrevented || event.altKey || isTyping(event.target, name)) return;
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
