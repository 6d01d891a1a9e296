import type { QueueTab } from '@ostiary/domain/review';

export const queueTabs = [
  'waiting',
  'mine',
  'in_review',
  'action_required',
  'decided',
  'all',
] as const satisfies readonly QueueTab[];

/** The queue's filter as it stands in the address; what is left out has its default. */
export interface QueueSearch {
  tab?: QueueTab;
  search?: string;
  late?: true;
  /** Cursors of the pages turned so far; the last one is shown. */
  pages?: string[];
}

/** Reads an address bar's parameters. Anything unusable falls back to its default, so that no link can break the queue. */
export function readQueueSearch(raw: Record<string, unknown>): QueueSearch {
  const tab = queueTabs.find((known) => known === raw.tab);
  // The address parser turns a bare number into one; customer numbers and names are text.
  const search =
    typeof raw.search === 'string' || typeof raw.search === 'number' ? String(raw.search).slice(0, 100) : '';
  const pages = Array.isArray(raw.pages) ? raw.pages.filter((cursor) => typeof cursor === 'string') : [];
  return {
    ...(tab && tab !== 'waiting' && { tab }),
    ...(search && { search }),
    ...(raw.late === true && { late: true }),
    ...(pages.length > 0 && { pages }),
  };
}
