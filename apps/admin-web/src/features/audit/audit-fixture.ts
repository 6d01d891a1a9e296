import type {
  AuditEventView,
  AuditExportView,
  AuditItem,
  AuditPage,
  AuditProof,
  AuditTrail,
  VerificationState,
} from '@ostiary/domain/audit';
import { trpcQuery } from '../../testing.tsx';

/** Invented people. */
export const auditor = { id: '0190a000-0000-7000-8000-000000000077', name: 'Tomas Okafor' };
export const auditorMay = ['self.manage', 'review.read', 'audit.read', 'audit.verify', 'audit.export', 'security.read'];
const meeraId = '0190a000-0000-7000-8000-000000000090';
export const caseId = '0190a000-0000-7000-8000-000000000001';

export const claimed: AuditItem = {
  id: '0190a000-0000-7000-8000-00000000a001',
  index: 41_021,
  sealed: true,
  at: '2026-11-20T09:04:12.000Z',
  actor: {
    id: meeraId,
    kind: 'staff',
    name: 'Meera Rao',
    customerNumber: null,
    isErased: false,
    role: 'KYC_REVIEWER',
  },
  action: 'case.claimed',
  category: 'review',
  target: { type: 'kyc_application', id: caseId, label: 'CUST4820193756', caseId },
  ip: '203.0.113.7',
  agent: 'Firefox/140',
  requestId: 'req-41021',
  facts: { before: null, after: { until: '2026-11-20T09:19:12.000Z' } },
  people: {},
};

export const banded: AuditItem = {
  ...claimed,
  id: '0190a000-0000-7000-8000-00000000a002',
  at: '2026-11-19T18:00:00.000Z',
  actor: { id: null, kind: 'system', name: null, customerNumber: null, isErased: false, role: 'SYSTEM' },
  action: 'risk.band-changed',
  category: 'risk',
  facts: { before: { band: 'LOW' }, after: { band: 'HIGH', score: 72 } },
};

export const pageOf = (items: AuditItem[], more: Partial<AuditPage> = {}): AuditPage => ({
  items,
  next: null,
  previous: null,
  readUntil: null,
  ...more,
});

export const trailOf = (items: AuditItem[], more: Partial<AuditTrail['about']> = {}): AuditTrail => ({
  ...pageOf(items),
  about: { name: 'A••• V•••', customerNumber: 'CUST4820193756', isErased: false, cases: [], ...more },
});

const canonical = '{"action":"case.claimed","id":"0190a000-0000-7000-8000-00000000a001"}';
/** Hashed by hand: SHA-256 of 0x00 and the text, then of 0x01 and both neighbours, in base64. */
const leaf = 'HnkbNNA2yal9KWG2wcEy/JXJzIA5vptjz39xVOt+dVE=';
const left = 'Ng+EA1lCJDxqNlN64vhnNIXmwERVoKhaDbGWkPJUFIA=';
const right = 'JwQvTm7KfQsqfuQCbfLs+lHTM55tEiqgmRGOzYVjutk=';
const root = 'IZsf6GASlf/4DxH0bp3jwu3ZAURtzP/HZ4quW++9hcw=';

export const eventView: AuditEventView = { ...claimed, index: 1, canonical, leaf: leaf };

/** Number 1 of three records: a neighbour on the left, then one on the right. */
export const proof: AuditProof = {
  id: claimed.id,
  index: 1,
  size: 3,
  canonical,
  leaf,
  proof: [left, right],
  root,
  checkpoint: `ostiary.example/audit\n3\n${root}\n\n— ostiary.example/audit c2lnbmF0dXJl\n`,
};

export const verification: VerificationState = {
  last: {
    id: 'v1',
    state: 'PASSED',
    startedAt: '2026-11-20T09:00:00.000Z',
    finishedAt: '2026-11-20T09:00:09.000Z',
    checked: 41_022,
    size: 41_022,
    fault: null,
    faults: 0,
    startedBy: null,
  },
  isOverdue: false,
  runs: [],
  running: null,
  checkpoints: [{ size: 41_022, root: proof.root, signedAt: '2026-11-20T09:00:00.000Z', note: proof.checkpoint }],
  backlog: { records: 2, oldestAt: '2026-11-20T09:04:11.000Z' },
  verifierKey: 'ostiary.example/audit+1a2b3c4d+AbCdEf',
  refusal: null,
};

export const exportView: AuditExportView = {
  id: '0190a000-0000-7000-8000-00000000e001',
  format: 'JSONL',
  state: 'RUNNING',
  requestedBy: { id: auditor.id as AuditExportView['requestedBy']['id'], name: auditor.name }, // a brand
  isMine: true,
  requestedAt: '2026-11-20T09:05:00.000Z',
  finishedAt: null,
  expiresAt: null,
  filter: { people: null, actions: null, targetType: null, targets: null, from: null, to: null, ip: null, trail: null },
  rows: 1_500,
  progress: 0.25,
  sizeBytes: null,
  sha256: null,
  failedBecause: null,
  download: null,
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
  trpcQuery('notifications.list', { unread: 0, results: [] }),
];
