/** pg-boss keeps its tables apart from ours. */
export const JOB_SCHEMA = 'jobs';

const RETRYING = { retryLimit: 8, retryDelay: 2, retryBackoff: true, expireInSeconds: 120 } as const;

/** Work done after the answer: checking a document, delivering a message. Jobs carry ids only. */
export const QUEUES = [
  { name: 'scan-document', options: RETRYING },
  { name: 'deliver-message', options: RETRYING },
  // Once a minute: leases that lapsed, accounts never confirmed, work whose wake-up was lost.
  { name: 'maintain', options: { retryLimit: 0, expireInSeconds: 55, policy: 'singleton' } },
] as const;

export type QueueName = (typeof QUEUES)[number]['name'];
