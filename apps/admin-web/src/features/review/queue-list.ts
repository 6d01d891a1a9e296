import type { QueueItem, QueuePage } from '@ostiary/domain/review';

/** A row as it stands on the screen; `hasLeft` when the list no longer has it. */
export interface ShownRow extends QueueItem {
  hasLeft: boolean;
}

/** What is on the screen, and what waits until somebody asks for it. */
export interface ShownList {
  rows: readonly ShownRow[];
  arrived: number;
  left: number;
}

const asShown = (item: QueueItem): ShownRow => ({ ...item, hasLeft: false });

export const showAll = ({ results }: QueuePage): ShownList => ({ rows: results.map(asShown), arrived: 0, left: 0 });

/**
 * The list that somebody is reading, brought up to date without moving: known rows change where they stand, new ones
 * and the gaps of those that left are only counted. At the end of a page that has a next one, rows slide to the other
 * page and back; that is neither an arrival nor a departure.
 */
export function keepInPlace(shown: ShownList, fresh: QueuePage): ShownList {
  const byId = new Map(fresh.results.map((item) => [item.id, item]));
  const known = new Set(shown.rows.map(({ id }) => id));
  const lastKept = shown.rows.findLastIndex(({ id }) => byId.has(id));
  const lastKnown = fresh.results.findLastIndex(({ id }) => known.has(id));
  const isWhole = fresh.next === null;
  const hasSlid = (index: number) => !isWhole && index > lastKept && lastKept >= 0;
  const rows = shown.rows.map((row, index) => {
    const item = byId.get(row.id);
    return item ? asShown(item) : { ...row, hasLeft: !hasSlid(index) };
  });
  const isNew = (item: QueueItem, index: number) =>
    !known.has(item.id) && (isWhole || index < lastKnown || lastKnown < 0);
  return { rows, arrived: fresh.results.filter(isNew).length, left: rows.filter(({ hasLeft }) => hasLeft).length };
}
