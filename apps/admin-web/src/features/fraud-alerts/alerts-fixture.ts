import type { AlertItem, AlertPage, AlertView } from '@ostiary/domain/fraud-alerts';
import type { UserId } from '@ostiary/domain/shared';
import { trpcQuery } from '../../testing.tsx';

export const alertId = 'ALERT7K2M9QX4TB';
const raisedAt = '2026-11-20T10:00:00.000Z';

/** Invented people. */
export const adminId = '0190a000-0000-7000-8000-000000000002' as UserId; // brands exist at compile time only
export const adminPerson = { id: adminId, name: 'Priya Nair' };

export const alertItem: AlertItem = {
  alertId,
  alertType: 'SHARED_IDENTITY',
  severity: 'HIGH',
  status: 'OPEN',
  title: '',
  description: '',
  riskScore: 55,
  createdAt: raisedAt,
  resolution: null,
  owner: null,
  customerId: 'CUST4820193756',
  customerName: 'Asha Verma',
  applicationId: '0190a000-0000-7000-8000-000000000001' as AlertItem['applicationId'],
};

export const alertView: AlertView = {
  ...alertItem,
  version: 3,
  isMine: false,
  signals: [{ code: 'SSN_SHARED', points: 40, facts: {}, text: 'Another customer gave the same number' }],
  notes: [],
  resolvedBy: null,
  resolvedAt: null,
};

export const pageOf = (results: AlertItem[], more: Partial<AlertPage> = {}): AlertPage => ({
  count: results.length,
  more: false,
  next: null,
  results,
  ...more,
});

/** What the bar above every page asks for. */
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
];
