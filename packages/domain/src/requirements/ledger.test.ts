import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DocumentStatus } from '../kyc-documents/index.ts';
import { shippedPolicy } from '../policy/index.ts';
import {
  canSubmit,
  completion,
  type Evidence,
  type EvidenceDocument,
  isDue,
  isOpenTo,
  requirementLedger,
} from './ledger.ts';

const US_INDIVIDUAL = shippedPolicy('us-individual');

const NOTHING: Evidence = { given: {}, documents: [], judgements: {} };
const page = (over: Partial<EvidenceDocument> = {}): EvidenceDocument => ({
  requirement: 'photo_id',
  type: 'DRIVER_LICENSE',
  side: 'FRONT',
  status: 'PENDING',
  rejectionReason: null,
  ...over,
});
const bill = page({ requirement: 'proof_of_address', type: 'UTILITY_BILL' });
const COMPLETE: Evidence = {
  given: {
    email: 'complete',
    phone: 'complete',
    identity: 'complete',
    address: 'complete',
    ssn: 'complete',
    consent: 'complete',
  },
  documents: [page(), page({ side: 'BACK' }), bill],
  judgements: {},
};

const stateOf = (evidence: Evidence, code: string) =>
  requirementLedger(US_INDIVIDUAL, evidence).find((row) => row.code === code)?.state;

describe('the requirement ledger', () => {
  it('asks a newcomer for every row of the policy, in its order', () => {
    const rows = requirementLedger(US_INDIVIDUAL, NOTHING);
    expect(rows.map((row) => row.code)).toEqual(US_INDIVIDUAL.requirements.map((row) => row.code));
    expect(new Set(rows.map((row) => row.state))).toEqual(new Set(['missing']));
    expect(completion(rows)).toBe(0);
  });

  it('needs no judge for contacts and consent', () => {
    const rows = requirementLedger(US_INDIVIDUAL, COMPLETE);
    expect(rows.filter((row) => row.state === 'accepted').map((row) => row.code)).toEqual([
      'email',
      'phone',
      'consent',
    ]);
    expect(completion(rows)).toBe(100);
  });

  it.each([
    ['a license with both sides', [page(), page({ side: 'BACK' })], 'submitted'],
    ['a license with one side', [page()], 'in_progress'],
    ['a passport with its one page', [page({ type: 'PASSPORT' })], 'submitted'],
    ['sides of two different documents', [page(), page({ type: 'GOVERNMENT_ID', side: 'BACK' })], 'in_progress'],
    ['a superseded page', [page({ type: 'PASSPORT', status: 'SUPERSEDED' })], 'missing'],
    ['a page still being checked', [page({ type: 'PASSPORT', status: 'QUARANTINED' })], 'submitted'],
    [
      'a page that failed its check',
      [page({ type: 'PASSPORT', status: 'REJECTED', rejectionReason: 'DOCUMENT_CORRUPT' })],
      'refused',
    ],
  ] as const)('takes %s as it is', (_, documents, state) => {
    expect(stateOf({ ...NOTHING, documents }, 'photo_id')).toBe(state);
  });

  it('forgets a failed page once another stands in its place', () => {
    const failed = page({ type: 'PASSPORT', status: 'REJECTED', rejectionReason: 'DOCUMENT_CORRUPT' });
    const [row] = requirementLedger(US_INDIVIDUAL, {
      ...NOTHING,
      documents: [failed, page({ type: 'PASSPORT' })],
    }).filter(({ code }) => code === 'photo_id');
    expect(row).toMatchObject({ state: 'submitted', refusalReason: null });
  });

  it('keeps a refusal visible while the applicant puts it right', () => {
    const refusal = { verdict: 'refused', reason: 'ADDRESS_MISMATCH' } as const;
    const rows = (isReopened: boolean, given: Evidence['given']) =>
      requirementLedger(US_INDIVIDUAL, { ...NOTHING, given, judgements: { address: { ...refusal, isReopened } } }).find(
        (row) => row.code === 'address',
      );
    expect(rows(false, { address: 'complete' })).toMatchObject({ state: 'refused', refusalReason: 'ADDRESS_MISMATCH' });
    expect(rows(true, { address: 'begun' })).toMatchObject({ state: 'in_progress', refusalReason: 'ADDRESS_MISMATCH' });
    expect(rows(true, { address: 'complete' })).toMatchObject({
      state: 'submitted',
      refusalReason: 'ADDRESS_MISMATCH',
    });
  });

  it('allows submitting when nothing is due and no check runs', () => {
    expect(canSubmit(requirementLedger(US_INDIVIDUAL, COMPLETE))).toBe('yes');
    expect(canSubmit(requirementLedger(US_INDIVIDUAL, NOTHING))).toBe('rows_due');
    const checking = { ...COMPLETE, documents: [page(), page({ side: 'BACK', status: 'QUARANTINED' }), bill] };
    expect(canSubmit(requirementLedger(US_INDIVIDUAL, checking))).toBe('checks_running');
  });

  it('opens every unaccepted row before submitting, and only refused ones afterwards', () => {
    const refused = { ssn: { verdict: 'refused', reason: 'NUMBER_INVALID', isReopened: false } } as const;
    const rows = requirementLedger(US_INDIVIDUAL, {
      ...COMPLETE,
      judgements: { ...refused, identity: { verdict: 'accepted', reason: null, isReopened: false } },
    });
    const open = (status: Parameters<typeof isOpenTo>[0]) =>
      rows.filter((row) => isOpenTo(status, row)).map((row) => row.code);
    expect(open('INCOMPLETE')).toEqual(['address', 'ssn', 'photo_id', 'proof_of_address']);
    expect(open('ACTION_REQUIRED')).toEqual(['ssn']);
    for (const status of [
      'SUBMITTED',
      'IN_REVIEW',
      'APPROVED',
      'REJECTED',
      'WITHDRAWN',
      'PENDING_SECOND_APPROVAL',
    ] as const)
      expect(open(status)).toEqual([]);
  });

  it('opens, of a case that waits or is read, what the bank itself can no longer use, and nothing that was judged', () => {
    const failed = page({ type: 'PASSPORT', status: 'REJECTED', rejectionReason: 'DOCUMENT_CORRUPT' });
    const evidence: Evidence = {
      ...COMPLETE,
      given: { ...COMPLETE.given, ssn: undefined, address: undefined },
      lost: ['ssn'],
      documents: [failed, bill],
    };
    const open = (status: Parameters<typeof isOpenTo>[0], more: Partial<Evidence> = {}) =>
      requirementLedger(US_INDIVIDUAL, { ...evidence, ...more })
        .filter((row) => isOpenTo(status, row))
        .map((row) => row.code);
    for (const status of ['SUBMITTED', 'IN_REVIEW'] as const) expect(open(status)).toEqual(['ssn', 'photo_id']);
    for (const status of ['PENDING_SECOND_APPROVAL', 'APPROVED', 'REJECTED', 'WITHDRAWN'] as const)
      expect(open(status)).toEqual([]);
    const judged = { verdict: 'refused', reason: 'DOCUMENT_UNREADABLE', isReopened: false } as const;
    expect(open('IN_REVIEW', { judgements: { ssn: judged, photo_id: judged } })).toEqual([]);
  });
});

describe('any evidence', () => {
  const document = fc.record({
    requirement: fc.constantFrom('photo_id', 'proof_of_address'),
    type: fc.constantFrom('DRIVER_LICENSE', 'PASSPORT', 'UTILITY_BILL', 'BANK_STATEMENT'),
    side: fc.constantFrom('FRONT', 'BACK'),
    status: fc.constantFrom(...DocumentStatus.options),
    rejectionReason: fc.constantFrom('DOCUMENT_CORRUPT', null),
  });
  const given = fc.dictionary(
    fc.constantFrom('email', 'phone', 'identity', 'address', 'ssn', 'consent'),
    fc.constantFrom('complete', 'begun'),
  );
  const judgement = fc.record({
    verdict: fc.constantFrom('accepted', 'refused'),
    reason: fc.constant('NAME_MISMATCH'),
    isReopened: fc.boolean(),
  });
  const judgements = fc.dictionary(fc.constantFrom(...US_INDIVIDUAL.requirements.map((row) => row.code)), judgement);
  const evidence = fc.record({ given, documents: fc.array(document, { maxLength: 8 }), judgements });

  it('gives one row per policy row, the same on every reading', () => {
    fc.assert(
      fc.property(evidence, (any) => {
        const rows = requirementLedger(US_INDIVIDUAL, any as Evidence); // the arbitrary makes exactly this shape
        expect(rows).toHaveLength(US_INDIVIDUAL.requirements.length);
        expect(requirementLedger(US_INDIVIDUAL, any as Evidence)).toEqual(rows); // as above
      }),
    );
  });

  it('is 100 % complete exactly when nothing is due', () => {
    fc.assert(
      fc.property(evidence, (any) => {
        const rows = requirementLedger(US_INDIVIDUAL, any as Evidence); // the arbitrary makes exactly this shape
        expect(completion(rows) === 100).toBe(!rows.some(isDue));
      }),
    );
  });

  it('never opens an accepted row', () => {
    fc.assert(
      fc.property(evidence, (any) => {
        const rows = requirementLedger(US_INDIVIDUAL, any as Evidence); // the arbitrary makes exactly this shape
        const accepted = rows.filter((row) => row.state === 'accepted');
        expect(accepted.some((row) => isOpenTo('INCOMPLETE', row) || isOpenTo('ACTION_REQUIRED', row))).toBe(false);
      }),
    );
  });
});
