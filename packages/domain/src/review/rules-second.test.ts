import { describe, expect, it } from 'vitest';
import { assertReasonsFit } from './rules-reasons.ts';
import { assertMayApproveSecond, needsSecond } from './rules-second.ts';
import type { CaseStanding } from './rules.ts';

const NOW = new Date('2026-11-20T10:00:00Z');
const LATER = new Date('2026-11-20T10:10:00Z');
const decision = { deciderId: 'first', by: 'Meera', at: NOW };
const waiting: CaseStanding = {
  status: 'PENDING_SECOND_APPROVAL',
  version: 4,
  applicantId: 'applicant',
  claimedBy: null,
  leaseExpiresAt: null,
  decision,
  held: null,
};
const second = { id: 'second', now: NOW, version: 4, changed: ['ssn'] };

describe('a second approval', () => {
  const screened = [{ kind: 'screening', state: 'MATCH' }] as const;
  const none = { checks: screened, alerts: [], voided: [], isEscalated: false } as const;
  const policy = { secondApprovalAt: [], checks: ['screening' as const] };

  it.each([
    { bands: [], risk: 'HIGH', asked: false, because: 'POLICY' },
    { bands: [], risk: 'MEDIUM', asked: false, because: null },
    { bands: ['MEDIUM'], risk: 'MEDIUM', asked: false, because: 'POLICY' },
    { bands: ['MEDIUM'], risk: 'LOW', asked: false, because: null },
    { bands: [], risk: 'UNASSESSED', asked: false, because: null },
    { bands: ['UNASSESSED'], risk: 'UNASSESSED', asked: false, because: 'POLICY' },
    { bands: [], risk: 'LOW', asked: true, because: 'ESCALATED' },
    { bands: [], risk: 'HIGH', asked: true, because: 'POLICY' },
  ] as const)('where the policy names $bands, at $risk, escalated: $asked, is needed because of $because', (row) => {
    const asked = { ...none, isEscalated: row.asked };
    expect(needsSecond({ ...policy, secondApprovalAt: [...row.bands] }, row.risk, asked)).toBe(row.because);
  });

  it.each([
    { state: 'MATCH', because: null },
    { state: 'MISMATCH', because: 'SCREENING' },
    { state: 'UNAVAILABLE', because: 'SCREENING' },
    { state: 'RUNNING', because: 'SCREENING' },
  ] as const)('after a screening that came to $state is needed because of $because', ({ state, because }) => {
    const checks = [...screened, { kind: 'screening', state }, { kind: 'document', state: 'UNAVAILABLE' }] as const;
    expect(needsSecond(policy, 'LOW', { ...none, checks })).toBe(because);
    expect(needsSecond({ ...policy, checks: [] }, 'LOW', { ...none, checks })).toBeNull();
  });

  it('is needed where the screening that the policy wants was never asked for', () => {
    expect(needsSecond(policy, 'LOW', { ...none, checks: [] })).toBe('SCREENING');
  });

  it.each([
    { severity: 'HIGH', status: 'OPEN', resolution: null, because: 'ALERT' },
    { severity: 'CRITICAL', status: 'IN_PROGRESS', resolution: null, because: 'ALERT' },
    { severity: 'HIGH', status: 'RESOLVED', resolution: 'TRUE_POSITIVE', because: 'ALERT' },
    { severity: 'HIGH', status: 'RESOLVED', resolution: 'FALSE_POSITIVE', because: null },
    { severity: 'MEDIUM', status: 'OPEN', resolution: null, because: null },
  ] as const)('with a fraud alert $severity, $status, $resolution is needed because of $because', (row) => {
    expect(needsSecond(policy, 'MEDIUM', { ...none, alerts: [row] })).toBe(row.because);
  });

  it.each([
    { isEscalated: true, because: 'EVIDENCE_CHANGED', needed: 'DOUBTED' },
    { isEscalated: false, because: 'DISAGREED', needed: 'DOUBTED' },
    { isEscalated: false, because: null, needed: 'DOUBTED' },
    { isEscalated: false, because: 'EVIDENCE_CHANGED', needed: null },
  ] as const)('after one that was escalated: $isEscalated and void by $because is needed because of $needed', (row) => {
    expect(needsSecond(policy, 'LOW', { ...none, voided: [row] })).toBe(row.needed);
  });

  it('is allowed to another person who saw the current version', () => {
    expect(() => assertMayApproveSecond(waiting, second, ['first'])).not.toThrow();
  });

  it.each([
    { when: 'after it was given', standing: { ...waiting, status: 'APPROVED', version: 9 }, code: 'ALREADY_REVIEWED' },
    { when: 'while a colleague holds the case', standing: held('other'), code: 'CASE_HELD' },
    { when: 'on a case under one’s own review', standing: held('second'), code: 'INVALID_TRANSITION' },
    {
      when: 'on a waiting case',
      standing: { ...waiting, status: 'SUBMITTED', decision: null },
      code: 'INVALID_TRANSITION',
    },
    {
      when: 'while another is on its way',
      standing: { ...waiting, version: 9, held: { by: 'X', commitsAt: LATER } },
      code: 'DECISION_HELD',
    },
    { when: 'on what changed', standing: { ...waiting, version: 5, applicantId: 'second' }, code: 'RECORD_CHANGED' },
    {
      when: 'of one’s own application',
      standing: { ...waiting, applicantId: 'second', decision: { ...decision, deciderId: 'second' } },
      code: 'SELF_REVIEW_FORBIDDEN',
    },
    {
      when: 'by who gave the first',
      standing: { ...waiting, decision: { ...decision, deciderId: 'second' } },
      code: 'SECOND_APPROVER_MUST_DIFFER',
    },
  ] as const)('is refused $when', ({ standing, code }) => {
    expect(() => assertMayApproveSecond(standing, second, [])).toThrow(expect.objectContaining({ code }));
  });
});

it('a second approval is refused to who judged the rows for the first', () => {
  expect(() => assertMayApproveSecond(waiting, second, ['first', 'second'])).toThrow(
    expect.objectContaining({ code: 'SECOND_APPROVER_MUST_DIFFER' }),
  );
});

function held(id: string): CaseStanding {
  return {
    ...waiting,
    status: 'IN_REVIEW',
    decision: null,
    claimedBy: { id, name: 'Somebody' },
    leaseExpiresAt: LATER,
  };
}

describe('reasons', () => {
  const rows = [
    { code: 'ssn', state: 'submitted' },
    { code: 'photo_id', state: 'refused' },
    { code: 'proof_of_address', state: 'accepted' },
  ] as const;

  it('fit rows that are given or refused', () => {
    const reasons = [
      { requirement: 'ssn', code: 'NUMBER_INVALID' },
      { requirement: 'photo_id', code: 'DOCUMENT_UNREADABLE' },
    ] as const;
    expect(() => assertReasonsFit('REQUEST_MORE', rows, [...reasons])).not.toThrow();
    expect(() => assertReasonsFit('REJECT', rows, [{ code: 'UNDER_AGE' }])).not.toThrow();
    expect(() => assertReasonsFit('APPROVE', rows, [])).not.toThrow();
  });

  it.each([
    { about: 'an approval', kind: 'APPROVE', reason: { code: 'UNDER_AGE' }, problem: 'ROW_NOT_REFUSED' },
    {
      about: 'no row, where more is asked for',
      kind: 'REQUEST_MORE',
      reason: { code: 'UNDER_AGE' },
      problem: 'ROW_NOT_REFUSED',
    },
    {
      about: 'an accepted row',
      kind: 'REJECT',
      reason: { requirement: 'proof_of_address', code: 'DOCUMENT_CROPPED' },
      problem: 'ROW_NOT_REFUSED',
    },
    {
      about: 'a row that nobody asked for',
      kind: 'REQUEST_MORE',
      reason: { requirement: 'pan', code: 'NUMBER_INVALID' },
      problem: 'ROW_NOT_REFUSED',
    },
    {
      about: 'another kind of row',
      kind: 'REJECT',
      reason: { requirement: 'ssn', code: 'DOCUMENT_CROPPED' },
      problem: 'REASON_NOT_FOR_REQUIREMENT',
    },
  ] as const)('are refused for $about', ({ kind, reason, problem }) => {
    expect(() => assertReasonsFit(kind, rows, [reason])).toThrow(
      expect.objectContaining({ fields: { reasons: [expect.objectContaining({ code: problem })] } }),
    );
  });
});
