import { VisuallyHidden } from '@mantine/core';
import { useEffect, useSyncExternalStore } from 'react';

let said = '';
const listeners = new Set<() => void>();

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Says what a key did, for people who do not see it. */
export function announce(text: string): void {
  // A live region that stays the same is not read again.
  said = said === text ? `${text}\u00a0` : text;
  listeners.forEach((listener) => listener());
}

/** The one place from which the desk speaks. */
export function Announcer() {
  const text = useSyncExternalStore(subscribe, () => said);
  useEffect(
    () => () => {
      said = '';
    },
    [],
  );
  return (
    <VisuallyHidden role="status" aria-live="polite">
      {text}
    </VisuallyHidden>
  );
}
