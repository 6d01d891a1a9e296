import { useEffect, useRef } from 'react';
import type { ActionName } from './actions.ts';
import { useKeymap } from './keymap.ts';
import { useShortcuts } from './use-shortcuts.ts';

/** What the screen can do at this moment; `run` is absent while it cannot. */
export interface Offer {
  name: ActionName;
  run: (() => void) | undefined;
}

const offers = new Set<{ readonly current: Offer }>();

/** One offer for each action, the possible one where parts of the screen offer it twice. */
export function offeredActions(): Offer[] {
  const byName = new Map<ActionName, Offer>();
  for (const { current } of offers) if (current.run || !byName.has(current.name)) byName.set(current.name, current);
  return [...byName.values()];
}

/** Makes an action reachable by its key and by the command palette while the caller is on the screen. */
export function useAction(name: ActionName, run: (() => void) | undefined): string {
  const key = useKeymap().keyOf(name);
  const offer = useRef<Offer>({ name, run });
  useEffect(() => {
    offer.current = { name, run };
  });
  useEffect(() => {
    offers.add(offer);
    return () => void offers.delete(offer);
  }, []);
  useShortcuts(run && key ? { [key]: run } : {});
  return key;
}
