import { useRef } from 'react';
import { useAction } from './use-action.ts';

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
  useAction('moveOn', () => step(1));
  useAction('moveBack', () => step(-1));
  return {
    ref,
    focusFirst: () => links(ref.current)[0]?.focus(),
    /** The id of the row that has the focus. */
    current: () => document.activeElement?.closest('tr')?.querySelector<HTMLElement>('a[data-case]')?.dataset.case,
  };
}
