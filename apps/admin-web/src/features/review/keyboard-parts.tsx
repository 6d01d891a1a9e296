import { useRef, useState } from 'react';
import type { ActionName } from './actions.ts';
import { CommandPalette } from './command-palette.tsx';
import { ShortcutsHelp } from './shortcuts-help.tsx';
import { offeredActions, useAction } from './use-action.ts';

/** The list of keys and the command palette, and the keys that open them. */
export function KeyboardParts() {
  const [shown, show] = useState<'help' | 'palette' | null>(null);
  const before = useRef<HTMLElement | null>(null);
  const open = (what: 'help' | 'palette') => {
    before.current = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    show(what);
  };
  useAction('help', () => open('help'));
  useAction('palette', () => open('palette'));
  const close = () => {
    show(null);
    // After the dialog is gone: it holds the focus until then.
    requestAnimationFrame(() => before.current?.focus({ preventScroll: true }));
  };
  const runAction = (name: ActionName) => {
    show(null);
    requestAnimationFrame(() => {
      before.current?.focus({ preventScroll: true });
      offeredActions()
        .find((offer) => offer.name === name)
        ?.run?.();
    });
  };
  if (shown === 'help') return <ShortcutsHelp onClose={close} />;
  return shown === 'palette' && <CommandPalette onClose={close} onRun={runAction} />;
}
