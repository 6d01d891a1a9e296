import type { QueueColumn, QueueFilter, QueueSort, QueueTab } from '@ostiary/domain/review';
import { oneOf, pagesOf, textOf } from '../../lib/search-params.ts';
import { dues, kinds, queueColumns, queueSorts, queueTabs, risks, signals, statuses } from './queue-options.ts';

type Narrowing = Omit<QueueFilter, 'tab' | 'sort' | 'cursor' | 'limit' | 'assignee'>;

/** The queue as it stands in the address; what is left out has its default. */
export interface QueueSearch extends Partial<Narrowing> {
  tab?: QueueTab;
  /** `me`, `nobody`, or the id of a colleague. */
  assignee?: string;
  sort?: QueueSort;
  /** Of the person's choice; left out: what they chose last on this device. */
  columns?: QueueColumn[];
  /** Id of the saved view that this began as. */
  view?: string;
  /** Cursors of the pages turned so far; the last one is shown. */
  pages?: string[];
}

/** Everything that narrows a list, in the order of the screen. */
export const filterKeys = [
  'search',
  'policy',
  'risk',
  'due',
  'assignee',
  'status',
  'country',
  'kind',
  'signal',
  'branch',
  'olderThanHours',
] as const satisfies readonly (keyof QueueSearch)[];
export type FilterKey = (typeof filterKeys)[number];

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const longestHours = 8_760;

function matching(raw: unknown, shape: RegExp): string | undefined {
  return typeof raw === 'string' && shape.test(raw) ? raw : undefined;
}

function hoursOf(raw: unknown): number | undefined {
  return typeof raw === 'number' && Number.isInteger(raw) && raw >= 1 && raw <= longestHours ? raw : undefined;
}

function columnsOf(raw: unknown): QueueColumn[] | undefined {
  if (!Array.isArray(raw)) return undefined;
  return queueColumns.filter((column) => raw.includes(column));
}

/** `search` without what is not set, so that two searches that mean the same are written the same. */
export function trimmed(search: QueueSearch): QueueSearch {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined));
}

/** Reads an address bar's parameters. Anything unusable falls back to its default, so that no link can break the queue. */
export function readQueueSearch(raw: Record<string, unknown>): QueueSearch {
  const [tab, sort] = [oneOf(queueTabs, raw.tab), oneOf(queueSorts, raw.sort)];
  return trimmed({
    tab: tab === 'waiting' ? undefined : tab,
    search: textOf(raw.search, 100),
    status: oneOf(statuses, raw.status),
    policy: textOf(raw.policy, 41),
    country: matching(raw.country, /^[A-Z]{2}$/),
    kind: oneOf(kinds, raw.kind),
    risk: oneOf(risks, raw.risk),
    signal: oneOf(signals, raw.signal),
    assignee: oneOf(['me', 'nobody'], raw.assignee) ?? matching(raw.assignee, uuid),
    branch: textOf(raw.branch, 12),
    olderThanHours: hoursOf(raw.olderThanHours),
    due: oneOf(dues, raw.due),
    sort: sort === 'due' ? undefined : sort,
    columns: columnsOf(raw.columns),
    view: matching(raw.view, uuid),
    pages: pagesOf(raw.pages),
  });
}

/** What the server is asked for; it reads the same words again and refuses what it does not know. */
export function toQueueInput({ columns: _columns, view: _view, pages, assignee, ...rest }: QueueSearch) {
  return { ...rest, tab: rest.tab ?? 'waiting', ...asked(assignee), cursor: pages?.at(-1) };
}

type Assignee = QueueFilter['assignee'];
// Brands exist at compile time only; the shape was read above.
const asked = (assignee: string | undefined) => (assignee === undefined ? {} : { assignee: assignee as Assignee });

export const filtersOf = (search: QueueSearch): FilterKey[] => filterKeys.filter((key) => search[key] !== undefined);

/** Every filter taken off; list, order and columns stay. */
export const noFilters: QueueSearch = Object.fromEntries(filterKeys.map((key) => [key, undefined]));
