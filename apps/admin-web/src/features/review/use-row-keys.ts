import { useRef } from 'react';
import { useKeymap } from './keymap.ts';
import { useShortcuts } from './use-shortcuts.ts';

const links = (list: HTMLElement | null) => Array.from(list?.querySelectorAll<HTMLElement>('a[data-case]') ?? []);

/** `j` and `k`, or the person's own keys, walk through the rows of the list that `ref` holds; Enter opens, because the row's link has the focus. */
export function useRowKeys() {
  const ref = useRef<HTMLDivElement>(null);
  const step = (by: 1 | -1) => {
    const rows = links(ref.current);
    const row = document.activeElement?.closest('tr');
    const at = rows.findIndex((link) => row?.contains(link));
    const next = at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + by));
    rows[next]?.focus();
    rows[next]?.closest('tr')?.scrollIntoView?.({ block: 'nearest' });
  };
  const { keyOf } = useKeymap();
  useShortcuts({ [keyOf('moveOn')]: () => step(1), [keyOf('moveBack')]: () => step(-1) });
  return { ref, focusFirst: () => links(ref.current)[0]?.focus() };
}
