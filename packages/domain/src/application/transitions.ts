import { DomainError } from '../shared/index.ts';
import type { ApplicationStatus } from './status.ts';

export type ApplicationEvent =
  | 'submit'
  | 'claim'
  | 'release'
  | 'lapse'
  | 'request_more'
  | 'approve'
  | 'approve_needs_second'
  | 'reject'
  | 'second_approve'
  | 'second_disagree'
  | 'evidence_changed'
  | 'resubmit'
  | 'withdraw'
  | 'abandon'
  | 'expire'
  | 'appeal';

export type TransitionActor = 'applicant' | 'claimer' | 'lease_holder' | 'second_approver' | 'system';

export interface Transition {
  readonly from: ApplicationStatus;
  readonly event: ApplicationEvent;
  readonly by: readonly TransitionActor[];
  readonly to: ApplicationStatus;
}

const WITHDRAWABLE: readonly ApplicationStatus[] = [
  'INCOMPLETE',
  'SUBMITTED',
  'IN_REVIEW',
  'ACTION_REQUIRED',
  'PENDING_SECOND_APPROVAL',
];

/** Every edge there is; the trigger `kyc_application_edge` in the database refuses any other. */
export const TRANSITIONS: readonly Transition[] = [
  { from: 'INCOMPLETE', event: 'submit', by: ['applicant'], to: 'SUBMITTED' },
  { from: 'SUBMITTED', event: 'claim', by: ['claimer'], to: 'IN_REVIEW' },
  { from: 'IN_REVIEW', event: 'release', by: ['lease_holder', 'system'], to: 'SUBMITTED' },
  { from: 'IN_REVIEW', event: 'lapse', by: ['system'], to: 'SUBMITTED' },
  { from: 'IN_REVIEW', event: 'request_more', by: ['lease_holder'], to: 'ACTION_REQUIRED' },
  { from: 'IN_REVIEW', event: 'approve', by: ['lease_holder'], to: 'APPROVED' },
  { from: 'IN_REVIEW', event: 'approve_needs_second', by: ['lease_holder'], to: 'PENDING_SECOND_APPROVAL' },
  { from: 'IN_REVIEW', event: 'reject', by: ['lease_holder'], to: 'REJECTED' },
  { from: 'PENDING_SECOND_APPROVAL', event: 'second_approve', by: ['second_approver'], to: 'APPROVED' },
  { from: 'PENDING_SECOND_APPROVAL', event: 'second_disagree', by: ['second_approver'], to: 'SUBMITTED' },
  { from: 'PENDING_SECOND_APPROVAL', event: 'evidence_changed', by: ['system'], to: 'SUBMITTED' },
  { from: 'ACTION_REQUIRED', event: 'resubmit', by: ['applicant'], to: 'SUBMITTED' },
  ...WITHDRAWABLE.map((from) => ({ from, event: 'withdraw', by: ['applicant'], to: 'WITHDRAWN' }) as const),
  { from: 'INCOMPLETE', event: 'abandon', by: ['system'], to: 'WITHDRAWN' },
  { from: 'APPROVED', event: 'expire', by: ['system'], to: 'EXPIRED' },
  { from: 'EXPIRED', event: 'resubmit', by: ['applicant'], to: 'SUBMITTED' },
  { from: 'REJECTED', event: 'appeal', by: ['applicant'], to: 'SUBMITTED' },
];

/** The state after an event, or `INVALID_TRANSITION` when no such edge exists for that actor. */
export function nextStatus(
  from: ApplicationStatus,
  event: ApplicationEvent,
  actor: TransitionActor,
): ApplicationStatus {
  const edge = TRANSITIONS.find(
    (candidate) => candidate.from === from && candidate.event === event && candidate.by.includes(actor),
  );
  if (!edge) throw new DomainError('INVALID_TRANSITION', { details: { status: from } });
  return edge.to;
}
