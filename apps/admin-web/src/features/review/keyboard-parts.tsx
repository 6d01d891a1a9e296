import { lazy, Suspense, useRef, useState } from 'react';
import type { ActionName } from './actions.ts';
import { offeredActions, useAction } from './use-action.ts';

// Asked for now and then, and part of every page.
const CommandPalette = lazy(async () => ({ default: (await import('./command-palette.tsx')).CommandPalette }));
const ShortcutsHelp = lazy(async () => ({ default: (await import('./shortcuts-help.tsx')).ShortcutsHelp }));

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
  return (
    <Suspense fallback={null}>
      {shown === 'help' && <ShortcutsHelp onClose={close} />}
      {shown === 'palette' && <CommandPalette onClose={close} onRun={runAction} />}
    </Suspense>
  );
}
