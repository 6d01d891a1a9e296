import type { QueueView, SavedViewItem } from '@ostiary/domain/review';
import { readQueueSearch, toQueueInput, type QueueSearch } from './queue-search.ts';

/** What a saved view keeps of the address: list, filters, order and columns. The search names a person, so it stays out. */
export function toView(search: QueueSearch): QueueView {
  const { cursor: _cursor, search: _search, ...filters } = toQueueInput(search);
  return { ...filters, sort: search.sort ?? 'due', ...(search.columns && { columns: search.columns }) };
}

export const fromView = ({ id, query }: SavedViewItem): QueueSearch => ({ ...readQueueSearch({ ...query }), view: id });

const essence = ({ view: _view, pages: _pages, search: _search, ...rest }: QueueSearch) =>
  JSON.stringify(readQueueSearch({ ...rest }));

/** Whether the address says something else than the view it began as. */
export const hasChanged = (search: QueueSearch, view: SavedViewItem) => essence(search) !== essence(fromView(view));
