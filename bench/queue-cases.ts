import { customerNumber } from '@ostiary/domain/identifiers';
import { QueueFilter, QueueSort, QueueTab } from '@ostiary/domain/review';
import type { StaffContext } from '../apps/api/src/context.ts';
import { staffWith } from '../apps/api/src/features/desk/people.service.ts';
import { listChoices } from '../apps/api/src/features/review/queue-choices.service.ts';
import { countQueue } from '../apps/api/src/features/review/queue-counts.service.ts';
import { listQueue } from '../apps/api/src/features/review/queue.service.ts';
import { documentNumber, KNOWN } from './queue-world.ts';

export interface Bank {
  readonly size: number;
  /** A request of one reviewer. */
  readonly ask: () => StaffContext;
  /** Cursor of the page after so many rows. */
  readonly cursorAfter: (rows: number, sort: QueueSort) => Promise<string>;
}

export interface Case {
  readonly title: string;
  readonly limitMs: number;
  readonly run: (bank: Bank, round: number) => Promise<unknown>;
}

const LIMIT_MS = 30;
const NAME_LIMIT_MS = 150;
/** Rows before page 1 000. */
const DEEP = 24_975;

const asked = (title: string, filter: Record<string, unknown>, limitMs = LIMIT_MS): Case => ({
  title,
  limitMs,
  run: ({ ask }) => listQueue(ask(), QueueFilter.parse(filter)),
});

const FILTERS: Record<string, Record<string, unknown>> = {
  'status EXPIRED': { status: 'EXPIRED' },
  'policy us-individual': { policy: 'us-individual' },
  'policy in-business': { policy: 'in-business' },
  'country IN': { country: 'IN' },
  'kind business': { kind: 'business' },
  'risk HIGH': { risk: 'HIGH' },
  'risk UNASSESSED': { risk: 'UNASSESSED' },
  'signal 1 in 10': { signal: 'CONTACT_NEW' },
  'signal 1 in 100': { signal: 'CHECK_MISMATCH' },
  'signal 1 in 10 000': { signal: 'DUPLICATE_PERSON' },
  'signal of last month': { signal: 'VELOCITY' },
  'signal nobody has': { signal: 'OWNER_SHARED' },
  'given to me': { assignee: 'me' },
  'given to nobody': { assignee: 'nobody' },
  'branch, large': { branch: 'BR-1' },
  'branch, small': { branch: 'BR-40' },
  'older than 30 days': { olderThanHours: 720 },
  'older than a year': { olderThanHours: 8_760 },
  late: { due: 'late' },
  'due today': { due: 'today' },
  'due this week': { due: 'week' },
  'branch and HIGH': { branch: 'BR-1', risk: 'HIGH' },
  'IN, business, HIGH, late': { country: 'IN', kind: 'business', risk: 'HIGH', due: 'late' },
};

const SEARCHES: Case[] = [
  {
    title: 'customer number',
    limitMs: LIMIT_MS,
    run: ({ ask, size }, round) => {
      const n = Math.floor(size / KNOWN) * (1 + (round % KNOWN));
      return listQueue(ask(), QueueFilter.parse({ tab: 'all', search: customerNumber(String(n).padStart(9, '0')) }));
    },
  },
  {
    title: 'e-mail',
    limitMs: LIMIT_MS,
    run: ({ ask, size }, round) =>
      listQueue(ask(), QueueFilter.parse({ tab: 'all', search: `person${1 + ((round * 7919) % size)}@example.com` })),
  },
  {
    title: 'document number',
    limitMs: LIMIT_MS,
    run: ({ ask }, round) =>
      listQueue(ask(), QueueFilter.parse({ tab: 'all', search: documentNumber(1 + (round % KNOWN)) })),
  },
  asked('name "meera mars", all', { tab: 'all', search: 'meera mars' }, NAME_LIMIT_MS),
  asked('name "zimmersky", all', { tab: 'all', search: 'zimmersky' }, NAME_LIMIT_MS),
  asked('name "ande", all', { tab: 'all', search: 'ande' }, NAME_LIMIT_MS),
  asked('name "ston", decided', { tab: 'decided', search: 'ston' }, NAME_LIMIT_MS),
  asked('name "ston", waiting', { tab: 'waiting', search: 'ston' }, NAME_LIMIT_MS),
  asked('name nobody has', { tab: 'all', search: 'qwertz' }, NAME_LIMIT_MS),
];

const deep = (sort: QueueSort): Case => ({
  title: `page 1 000 by ${sort}`,
  limitMs: LIMIT_MS,
  run: async ({ ask, cursorAfter }) =>
    listQueue(ask(), QueueFilter.parse({ tab: 'all', sort, cursor: await cursorAfter(DEEP, sort) })),
});

/** Every figure of the queue but the next case. */
export const CASES: readonly Case[] = [
  ...QueueTab.options.flatMap((tab) => QueueSort.options.map((sort) => asked(`${tab} by ${sort}`, { tab, sort }))),
  ...Object.entries(FILTERS).flatMap(([title, filter]) =>
    (['waiting', 'decided', 'all'] as const).map((tab) => asked(`${tab}, ${title}`, { tab, ...filter })),
  ),
  ...Object.entries(FILTERS).map(([title, filter]) =>
    asked(`all by risk, ${title}`, { tab: 'all', sort: 'risk', ...filter }),
  ),
  ...SEARCHES,
  ...QueueSort.options.map(deep),
  { title: 'counts of the tabs', limitMs: LIMIT_MS, run: ({ ask }) => countQueue(ask()) },
  { title: 'what filters offer', limitMs: LIMIT_MS, run: ({ ask }) => listChoices(ask()) },
  { title: 'whom a new case is told', limitMs: LIMIT_MS, run: ({ ask }) => staffWith(ask(), 'review.claim') },
];
