import type { Customer, KycApplication } from '@ostiary/db';
import type { Policy } from '@ostiary/domain/policy';
import type { Person, QueueItem } from '@ostiary/domain/review';
import type { UserId } from '@ostiary/domain/shared';
import type { Veil } from '../access/veil.service.ts';

type Line = Pick<
  KycApplication,
  | 'id'
  | 'status'
  | 'riskBand'
  | 'riskScore'
  | 'round'
  | 'submittedAt'
  | 'dueAt'
  | 'claimedBy'
  | 'assignedTo'
  | 'leaseExpiresAt'
>;

interface QueueSource {
  readonly application: Line;
  readonly customer: Pick<Customer, 'customerNumber' | 'businessName' | 'firstName' | 'lastName' | 'country'>;
  readonly policy: Pick<Policy, 'code' | 'applicantKind'>;
  readonly branch: string | null;
  /** Names by id, of whoever the line names. */
  readonly people: ReadonlyMap<string, string>;
  readonly now: Date;
  readonly veil: Veil;
}

const OPEN = ['SUBMITTED', 'IN_REVIEW', 'PENDING_SECOND_APPROVAL'];

const nameOf = ({ businessName, firstName, lastName }: QueueSource['customer']) =>
  businessName ?? [firstName, lastName].filter(Boolean).join(' ');

/** One line of the queue; a lease past its time shows as nobody's. */
export function queueItem({ application, customer, policy, branch, people, now, veil }: QueueSource): QueueItem {
  const { claimedBy, assignedTo, leaseExpiresAt, dueAt, status } = application;
  const person = (id: UserId): Person => ({ id, name: people.get(id) ?? '' });
  const isLeased = claimedBy != null && leaseExpiresAt != null && leaseExpiresAt > now;
  return {
    id: application.id,
    customerId: customer.customerNumber,
    name: veil.name(nameOf(customer)),
    country: customer.country,
    kind: policy.applicantKind,
    policy: policy.code,
    branch,
    status,
    risk: application.riskBand,
    riskScore: application.riskScore ?? null,
    round: application.round,
    submittedAt: application.submittedAt?.toISOString() ?? null,
    dueAt: dueAt?.toISOString() ?? null,
    isLate: dueAt != null && dueAt < now && OPEN.includes(status),
    assignee: assignedTo == null ? null : person(assignedTo),
    claimedBy: isLeased ? person(claimedBy) : null,
    leaseExpiresAt: isLeased ? leaseExpiresAt.toISOString() : null,
  };
}
