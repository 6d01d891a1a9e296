import type { Customer, KycApplication } from '@ostiary/db';
import type { QueueItem } from '@ostiary/domain/review';

interface QueueSource {
  readonly application: KycApplication;
  readonly customer: Customer;
  readonly claimant: string | null;
  readonly now: Date;
}

const OPEN = ['SUBMITTED', 'IN_REVIEW', 'PENDING_SECOND_APPROVAL'];

/** One line of the queue; a lease past its time shows as nobody's. */
export function queueItem({ application, customer, claimant, now }: QueueSource): QueueItem {
  const { claimedBy, leaseExpiresAt, dueAt, status } = application;
  const isLeased = claimedBy != null && leaseExpiresAt != null && leaseExpiresAt > now;
  return {
    id: application.id,
    customerId: customer.customerNumber,
    name: [customer.firstName, customer.lastName].filter(Boolean).join(' '),
    country: customer.country,
    status,
    risk: application.riskBand,
    round: application.round,
    submittedAt: application.submittedAt?.toISOString() ?? null,
    dueAt: dueAt?.toISOString() ?? null,
    isLate: dueAt != null && dueAt < now && OPEN.includes(status),
    claimedBy: isLeased ? { id: claimedBy, name: claimant ?? '' } : null,
    leaseExpiresAt: isLeased ? leaseExpiresAt.toISOString() : null,
  };
}
