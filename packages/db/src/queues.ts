/** pg-boss keeps its tables apart from ours. */
export const JOB_SCHEMA = 'jobs';

const RETRYING = { retryLimit: 8, retryDelay: 2, retryBackoff: true, expireInSeconds: 120 } as const;

/** Work done after the answer: checking a document, delivering a message. Jobs carry ids or sealed text only. */
export const QUEUES = [
  { name: 'scan-document', options: { ...RETRYING, policy: 'short' } },
  { name: 'deliver-message', options: RETRYING },
  { name: 'check-identity', options: RETRYING },
  // Of one application no second job waits while one does.
  { name: 'assess-risk', options: { ...RETRYING, policy: 'short' } },
  // A decision that could be undone for a few seconds; exactly once by its row, however often it wakes up.
  { name: 'commit-decision', options: RETRYING },
  { name: 'replay-policy', options: { retryLimit: 2, expireInSeconds: 900 } },
  // A file of the audit log; a run that was killed is found by its row and started over.
  { name: 'export-audit', options: { retryLimit: 2, expireInSeconds: 900, policy: 'short' } },
  // Who forgot their password: looked up later, so that the answer takes as long for a stranger's name.
  { name: 'start-reset', options: { ...RETRYING, deleteAfterSeconds: 3600 } },
  // Reads the whole audit record: daily, and when an auditor asks.
  { name: 'verify-audit', options: { retryLimit: 0, expireInSeconds: 3600, policy: 'singleton' } },
  // Once a minute: leases that lapsed, accounts never confirmed, work whose wake-up was lost.
  { name: 'maintain', options: { retryLimit: 0, expireInSeconds: 55, policy: 'singleton' } },
  // Once an hour: challenges, codes, sessions and counters that are long over.
  { name: 'forget', options: { retryLimit: 0, expireInSeconds: 600, policy: 'singleton' } },
] as const;

export type QueueName = (typeof QUEUES)[number]['name'];
