import { describe, expect, it } from 'vitest';
import { shippedPolicy } from '../policy/index.ts';
import { requirementLedger, type RequirementCode } from '../requirements/index.ts';
import { Language } from '../shared/index.ts';
import { ReasonCode } from './reason-code.ts';
import { fitsRequirement, REASONS, toldReason } from './reasons.ts';
import {
  assertFinalReason,
  assertMayApprove,
  assertMayDecide,
  assertMayRequestMore,
  type CaseStanding,
} from './rules.ts';

const US_INDIVIDUAL = shippedPolicy('us-individual');

const NOW = new Date('2026-11-20T10:00:00Z');
const LATER = new Date('2026-11-20T10:10:00Z');
const me = { id: 'me', now: NOW, version: 3, changed: ['photo_id'] };
const mine: CaseStanding = {
  status: 'IN_REVIEW',
  version: 3,
  applicantId: 'applicant',
  claimedBy: { id: 'me', name: 'Me' },
  leaseExpiresAt: LATER,
  decision: null,
  held: null,
};
const decision = { deciderId: 'meera', by: 'Meera', at: NOW };
const held = { by: 'Me', commitsAt: LATER };

describe('deciding', () => {
  it('is allowed to the lease holder who saw the current version', () => {
    expect(() => assertMayDecide(mine, me)).not.toThrow();
  });

  it.each([
    [
      'a decided case, before anything else',
      { ...mine, status: 'APPROVED', decision, claimedBy: null, leaseExpiresAt: null, version: 9 },
      'ALREADY_REVIEWED',
    ],
    [
      'a case sent back to its applicant',
      { ...mine, status: 'ACTION_REQUIRED', decision, claimedBy: null, leaseExpiresAt: null },
      'ALREADY_REVIEWED',
    ],
    [
      'a case that another holds, before its version',
      { ...mine, claimedBy: { id: 'other', name: 'Other' }, version: 9 },
      'CASE_HELD',
    ],
    ['a waiting case', { ...mine, status: 'SUBMITTED', claimedBy: null, leaseExpiresAt: null }, 'CASE_NOT_CLAIMED'],
    ['a lapsed lease', { ...mine, leaseExpiresAt: NOW }, 'CASE_NOT_CLAIMED'],
    ['a decision on its way, before its version', { ...mine, held, version: 9 }, 'DECISION_HELD'],
    ['a changed record, before whose it is', { ...mine, version: 4, applicantId: 'me' }, 'RECORD_CHANGED'],
    ['one’s own application', { ...mine, applicantId: 'me' }, 'SELF_REVIEW_FORBIDDEN'],
  ] as const)('is refused for %s', (_, standing, code) => {
    expect(() => assertMayDecide(standing, me)).toThrow(expect.objectContaining({ code }));
  });

  it('tells the second person who decided, what and when', () => {
    const done = { ...mine, status: 'REJECTED', decision, claimedBy: null, leaseExpiresAt: null } as const;
    const details = { status: 'REJECTED', decidedBy: 'Meera', decidedAt: NOW.toISOString() };
    expect(() => assertMayDecide(done, me)).toThrow(expect.objectContaining({ details }));
  });

  it('names what changed since the screen was read', () => {
    expect(() => assertMayDecide({ ...mine, version: 4 }, me)).toThrow(
      expect.objectContaining({ details: { changed: ['photo_id'] } }),
    );
  });
});

describe('a decision about rows', () => {
  const complete = {
    email: 'complete',
    phone: 'complete',
    identity: 'complete',
    address: 'complete',
    ssn: 'complete',
    consent: 'complete',
  } as const;
  const documents = [
    { requirement: 'photo_id', type: 'PASSPORT', side: 'FRONT', status: 'PENDING', rejectionReason: null },
    { requirement: 'proof_of_address', type: 'UTILITY_BILL', side: 'FRONT', status: 'PENDING', rejectionReason: null },
  ] as const;
  const submitted = requirementLedger(US_INDIVIDUAL, { given: complete, documents, judgements: {} });
  const refused = requirementLedger(US_INDIVIDUAL, {
    given: complete,
    documents,
    judgements: { ssn: { verdict: 'refused', reason: 'NUMBER_INVALID', isReopened: false } },
  });

  it('approves unjudged rows only where they are accepted along with it', () => {
    expect(() => assertMayApprove(submitted, true)).not.toThrow();
    expect(() => assertMayApprove(submitted, false)).toThrow(
      expect.objectContaining({
        code: 'REQUIREMENTS_OPEN',
        details: { open: ['identity', 'address', 'ssn', 'photo_id', 'proof_of_address'] },
      }),
    );
  });

  it('never approves over a refused row, and asks for more only with one', () => {
    expect(() => assertMayApprove(refused, true)).toThrow(expect.objectContaining({ details: { open: ['ssn'] } }));
    expect(() => assertMayRequestMore(refused)).not.toThrow();
    expect(() => assertMayRequestMore(submitted)).toThrow(expect.objectContaining({ code: 'REQUIREMENTS_OPEN' }));
  });

  it('rejects for a final reason only', () => {
    expect(() => assertFinalReason(['DOCUMENT_UNREADABLE', 'UNDER_AGE'])).not.toThrow();
    expect(() => assertFinalReason(['DOCUMENT_UNREADABLE'])).toThrow(
      expect.objectContaining({ code: 'INVALID_INPUT' }),
    );
    expect(() => assertFinalReason([])).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
  });
});

describe('reason codes', () => {
  it('all have a customer sentence and a next step in each language', () => {
    const silent = ReasonCode.options.flatMap((code) =>
      Language.options.filter(
        (language) => !toldReason(code, language).message || !toldReason(code, language).nextStep,
      ),
    );
    expect(silent).toEqual([]);
  });

  it.each(['SANCTIONS_MATCH', 'FRAUD_SUSPECTED'] as const)(
    'do not tip off: %s reads as the neutral sentence',
    (code) => {
      for (const language of Language.options)
        expect(toldReason(code, language)).toEqual(toldReason('OUT_OF_POLICY', language));
    },
  );

  it('fit a row exactly where the catalogue says so', () => {
    const rows = US_INDIVIDUAL.requirements.map((row) => row.code);
    const fits = (code: ReasonCode): RequirementCode[] => rows.filter((row) => fitsRequirement(code, row));
    expect(fits('DOCUMENT_SIDE_MISSING')).toEqual(['photo_id']);
    expect(fits('ADDRESS_MISMATCH')).toEqual(['address', 'proof_of_address']);
    expect(fits('UNDER_AGE')).toEqual([]);
  });

  it('end an application only where they are final', () => {
    const final = ReasonCode.options.filter((code) => REASONS[code].isFinal);
    expect(final).toEqual([
      'DOCUMENT_TAMPERED',
      'UNDER_AGE',
      'DUPLICATE_CUSTOMER',
      'SANCTIONS_MATCH',
      'FRAUD_SUSPECTED',
      'OUT_OF_POLICY',
    ]);
  });
});
