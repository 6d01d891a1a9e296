import type { SecurityEventItem, SecurityEventPage, SecurityEventView } from '@ostiary/domain/security-events';
import { trpcQuery } from '../../testing.tsx';

type Id = NonNullable<SecurityEventItem['owner']>['id'];

/** Invented people. */
export const admin = { id: '0190a000-0000-7000-8000-000000000002' as Id, name: 'Priya Nair' }; // a brand
const suspect = { id: '0190a000-0000-7000-8000-000000000090' as Id, name: 'Meera Rao', customerId: null };

export const eventItem: SecurityEventItem = {
  id: '0190a000-0000-7000-8000-0000000005e1',
  eventType: 'TOKEN_REUSE',
  severity: 'CRITICAL',
  state: 'OPEN',
  description: '',
  person: suspect,
  ipAddress: '203.0.113.7',
  userAgent: 'Firefox/140',
  owner: null,
  resolution: null,
  createdAt: '2026-11-20T10:00:00.000Z',
  version: 3,
};

/** As JSON knows it. */
export type ShownEvent = SecurityEventView & { metadata: Record<string, string | number> | null };

export const eventView: ShownEvent = {
  ...eventItem,
  isMine: false,
  metadata: { signal: 'NEW_DEVICE', failures: 4 },
  ownedAt: null,
  resolvedBy: null,
  resolvedAt: null,
  note: null,
  isNoteAsRecorded: null,
  reopenings: [],
  near: { ofPerson: 2, fromAddress: 0 },
};

export const pageOf = (results: SecurityEventItem[], more: Partial<SecurityEventPage> = {}): SecurityEventPage => ({
  count: results.length,
  more: false,
  next: null,
  results,
  ...more,
});

/** What the bar above every page asks for, and the counts above the list. */
export const barAnswers = [
  trpcQuery('review.counts', {
    waiting: 0,
    mine: 0,
    inReview: 0,
    secondApproval: 0,
    actionRequired: 0,
    decided: 0,
    late: 0,
    more: [],
  }),
  trpcQuery('notifications.list', { unread: 0, results: [] }),
  trpcQuery('securityEvents.counts', { open: { LOW: 9, MEDIUM: 4, HIGH: 0, CRITICAL: 1 }, mine: 0 }),
];
