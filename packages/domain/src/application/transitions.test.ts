import { describe, expect, it } from 'vitest';
import { DomainError } from '../shared/index.ts';
import { ApplicationStatus, canTransact, kycStatusOf } from './status.ts';
import { type ApplicationEvent, nextStatus, type TransitionActor, TRANSITIONS } from './transitions.ts';

const EVENTS: ApplicationEvent[] = [...new Set(TRANSITIONS.map(({ event }) => event))];
const ACTORS: TransitionActor[] = ['applicant', 'claimer', 'lease_holder', 'second_approver', 'system'];

/** The transition table, written out a second time on purpose: the table is the contract. */
const EDGES = [
  'INCOMPLETE submit applicant SUBMITTED',
  'SUBMITTED claim claimer IN_REVIEW',
  'IN_REVIEW release lease_holder SUBMITTED',
  'IN_REVIEW release system SUBMITTED',
  'IN_REVIEW lapse system SUBMITTED',
  'IN_REVIEW request_more lease_holder ACTION_REQUIRED',
  'IN_REVIEW approve lease_holder APPROVED',
  'IN_REVIEW approve_needs_second lease_holder PENDING_SECOND_APPROVAL',
  'IN_REVIEW reject lease_holder REJECTED',
  'PENDING_SECOND_APPROVAL second_approve second_approver APPROVED',
  'PENDING_SECOND_APPROVAL second_disagree second_approver SUBMITTED',
  'PENDING_SECOND_APPROVAL evidence_changed system SUBMITTED',
  'ACTION_REQUIRED resubmit applicant SUBMITTED',
  'INCOMPLETE withdraw applicant WITHDRAWN',
  'SUBMITTED withdraw applicant WITHDRAWN',
  'IN_REVIEW withdraw applicant WITHDRAWN',
  'ACTION_REQUIRED withdraw applicant WITHDRAWN',
  'PENDING_SECOND_APPROVAL withdraw applicant WITHDRAWN',
  'INCOMPLETE abandon system WITHDRAWN',
  'APPROVED expire system EXPIRED',
  'EXPIRED resubmit applicant SUBMITTED',
  'REJECTED appeal applicant SUBMITTED',
];

function outcome(from: ApplicationStatus, event: ApplicationEvent, actor: TransitionActor): string | null {
  try {
    return `${from} ${event} ${actor} ${nextStatus(from, event, actor)}`;
  } catch (error) {
    expect(error).toBeInstanceOf(DomainError);
    expect(error).toMatchObject({ code: 'INVALID_TRANSITION', details: { status: from } });
    return null;
  }
}

describe('the transition table', () => {
  it('has exactly the edges of the contract, for every state, event and actor', () => {
    const found = ApplicationStatus.options.flatMap((from) =>
      EVENTS.flatMap((event) => ACTORS.map((actor) => outcome(from, event, actor))),
    );
    expect(found.filter((edge) => edge !== null).toSorted()).toEqual(EDGES.toSorted());
    expect(found).toHaveLength(ApplicationStatus.options.length * EVENTS.length * ACTORS.length);
  });
});

describe('a status', () => {
  it('reads in the words of outside systems', () => {
    const words = Object.fromEntries(ApplicationStatus.options.map((status) => [status, kycStatusOf(status)]));
    expect(words).toEqual({
      INCOMPLETE: 'PENDING',
      SUBMITTED: 'PENDING',
      IN_REVIEW: 'PENDING',
      PENDING_SECOND_APPROVAL: 'PENDING',
      ACTION_REQUIRED: 'PENDING',
      APPROVED: 'APPROVED',
      REJECTED: 'REJECTED',
      EXPIRED: 'EXPIRED',
      WITHDRAWN: 'REJECTED',
    });
  });

  it('lets only an approved, unblocked person move money', () => {
    const able = ApplicationStatus.options.filter((status) => canTransact(status, false));
    expect(able).toEqual(['APPROVED']);
    expect(canTransact('APPROVED', true)).toBe(false);
  });
});
