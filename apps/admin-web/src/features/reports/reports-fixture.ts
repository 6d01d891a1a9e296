import type { KycReport, ReportPeriod, SecurityReport } from '@ostiary/domain/reports';
import { trpcQuery } from '../../testing.tsx';

/** Invented people. */
export const manager = { id: '0190a000-0000-7000-8000-000000000002', name: 'Priya Nair' };
const uuid = (end: number) => `0190a000-0000-7000-8000-${String(end).padStart(12, '0')}`;

const period: ReportPeriod = {
  name: '7d',
  now: { from: '2026-11-15', to: '2026-11-21' },
  before: { from: '2026-11-08', to: '2026-11-14' },
  days: 7,
  timeZone: 'UTC',
};
const counted = (now: number, before: number) => ({ now, before });

const decisions: KycReport['decisions'] = {
  approved: counted(45, 30),
  rejected: counted(5, 10),
  moreRequested: counted(7, 7),
  firstApprovals: counted(3, 2),
  voided: counted(1, 0),
  decided: counted(50, 40),
  approvalRate: { now: 0.9, before: 0.75 },
  p50Seconds: { now: 7_800, before: 9_000 },
  p90Seconds: { now: 172_800, before: null },
};
const group = (end: number, name: string) => ({ id: uuid(end), name, handedIn: counted(60, 50), decisions });

export const kycReport: KycReport = {
  period,
  scope: 'all',
  generatedAt: '2026-11-21T10:00:00.000Z',
  isEmpty: false,
  handedIn: counted(60, 50),
  decisions,
  funnel: [
    { stage: 'REGISTERED', people: 100, before: 90, lost: null, ofAll: 1 },
    { stage: 'CONFIRMED', people: 80, before: 70, lost: 0.2, ofAll: 0.8 },
    { stage: 'STARTED', people: 70, before: 60, lost: 0.125, ofAll: 0.7 },
    { stage: 'SUBMITTED', people: 60, before: 50, lost: 1 / 7, ofAll: 0.6 },
    { stage: 'DECIDED', people: 50, before: 40, lost: 1 / 6, ofAll: 0.5 },
    { stage: 'APPROVED', people: 45, before: 30, lost: 0.1, ofAll: 0.45 },
  ],
  pending: {
    total: 12,
    late: 3,
    withCustomer: 7,
    bands: [
      { band: 'UNDER_4H', cases: 5 },
      { band: 'UNDER_24H', cases: 3 },
      { band: 'UNDER_2D', cases: 2 },
      { band: 'UNDER_7D', cases: 2 },
      { band: 'OLDER', cases: 0 },
    ],
  },
  reasons: [
    {
      code: 'NAME_MISMATCH',
      label: 'Name differs from what was typed',
      rejected: counted(0, 1),
      moreRequested: counted(6, 4),
    },
    {
      code: 'OUT_OF_POLICY',
      label: 'Outside the bank’s policy',
      rejected: counted(5, 9),
      moreRequested: counted(0, 0),
    },
  ],
  reviewers: [group(11, 'Meera Rao'), group(12, 'Tomás Ruiz')],
  policies: [group(21, 'us-individual v2')],
  branches: [group(31, 'Midwest'), { ...group(32, ''), id: null }],
  seriesGrain: 'day',
  series: Array.from({ length: 7 }, (_, at) => ({
    on: `2026-11-${15 + at}`,
    handedIn: 6 + ((at * 5) % 7),
    approved: 4 + ((at * 3) % 5),
    rejected: at % 3,
    moreRequested: (at * 2) % 4,
  })),
};

export const securityReport: SecurityReport = {
  period,
  generatedAt: '2026-11-21T10:00:00.000Z',
  isEmpty: false,
  figures: [
    { measure: 'FAILED_SIGN_INS', count: counted(41, 12) },
    { measure: 'REFUSED_SIGN_INS', count: counted(9, 9) },
    { measure: 'LOCK_OUTS', count: counted(4, 1) },
    { measure: 'SUSPICIOUS', count: counted(2, 0) },
    { measure: 'TOKEN_REUSE', count: counted(1, 0) },
    { measure: 'REVEALS', count: counted(17, 20) },
    { measure: 'REFUSED_ACTIONS', count: counted(3, 5) },
  ],
  failureShare: { now: 0.082, before: 0.031 },
  doors: [
    { door: 'customer', tried: counted(480, 380), failed: counted(39, 12) },
    { door: 'staff', tried: counted(20, 18), failed: counted(2, 0) },
  ],
  events: [
    { type: 'FAILED_LOGIN', count: counted(41, 12) },
    { type: 'ACCOUNT_LOCKED', count: counted(4, 1) },
  ],
  addresses: [{ address: '198.51.100.7', events: 2, failedSignIns: 33, lastSeenAt: '2026-11-20T23:10:00.000Z' }],
  revealers: [{ id: uuid(11), name: 'Meera Rao', count: counted(17, 20) }],
  purposes: [{ purpose: 'MATCH_DOCUMENT', count: counted(17, 20) }],
  seriesGrain: 'day',
  series: kycReport.series.map(({ on, rejected }) => ({
    on,
    failedSignIns: 3 + 2 * rejected,
    lockOuts: rejected,
    refusedActions: 1,
    reveals: 2,
  })),
};

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
];
