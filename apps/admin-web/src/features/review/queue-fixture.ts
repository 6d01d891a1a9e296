import type { QueueChoices, QueueItem, SavedViewItem } from '@ostiary/domain/review';
import { trpcQuery } from '../../testing.tsx';
import { anItem, colleague, counts, reviewer } from './case-fixture.ts';

/** Invented people and lists for the tests of the queue. */
export const page = (results: readonly QueueItem[], next: string | null = null) => ({
  count: results.length,
  more: next !== null,
  next,
  results,
});

const uuid = (end: number) => `0190a000-0000-7000-8000-${String(end).padStart(12, '0')}`;

export const asha = anItem();
export const priya = anItem({ id: uuid(2), name: 'Priya Nair', customerId: 'CUST1111222233' });
export const omar = anItem({ id: uuid(3), name: 'Omar Haddad', customerId: 'CUST4444555566' });

export const choices: QueueChoices = {
  policies: [
    { code: 'us-individual', title: 'US individual', country: 'US' },
    { code: 'in-individual', title: 'India individual', country: 'IN' },
  ],
  branches: [{ code: '0042', name: 'Springfield' }],
  reviewers: [reviewer, colleague],
};

export const viewId = uuid(70);

export const aView = (part: Partial<SavedViewItem> = {}): SavedViewItem => ({
  id: viewId,
  name: 'Late and risky',
  query: { tab: 'all', risk: 'HIGH', due: 'late', sort: 'risk' },
  isShared: false,
  owner: { name: reviewer.name, isMe: true },
  ...part,
});

/** Everything the screen asks for beside its page. */
export const around = (views: readonly SavedViewItem[] = []) => [
  trpcQuery('review.counts', counts),
  trpcQuery('review.choices', choices),
  trpcQuery('views.list', { results: views }),
  trpcQuery('notifications.list', { unread: 0, results: [] }),
];
