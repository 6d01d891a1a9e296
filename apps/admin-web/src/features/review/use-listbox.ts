import { useId, useState, type KeyboardEvent } from 'react';

interface ListboxParts {
  count: number;
  onPick: (index: number) => void;
}

/** The keys and names of a list under a text field that keeps the focus (ARIA practices, combobox). */
export function useListbox({ count, onPick }: ListboxParts) {
  const id = useId();
  const [chosen, setActive] = useState(0);
  const active = Math.min(chosen, Math.max(0, count - 1));
  const optionId = (index: number) => `${id}-${index}`;
  const moves: Record<string, () => void> = {
    ArrowDown: () => setActive((active + 1) % count),
    ArrowUp: () => setActive((active + count - 1) % count),
    Home: () => setActive(0),
    End: () => setActive(count - 1),
    Enter: () => onPick(active),
  };
  /** True where the key was the list's. */
  const press = (event: KeyboardEvent): boolean => {
    const act = count > 0 && !event.nativeEvent.isComposing ? moves[event.key] : undefined;
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return false;
    event.preventDefault();
    act();
    return true;
  };
  const field = {
    'aria-autocomplete': 'list' as const,
    'aria-controls': count > 0 ? id : undefined,
    'aria-activedescendant': count > 0 ? optionId(active) : undefined,
  };
  return { id, active, setActive, press, field, optionId };
}
