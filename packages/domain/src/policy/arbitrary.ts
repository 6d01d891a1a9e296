import fc from 'fast-check';
import { RiskBand } from '../application/status.ts';
import { DocumentSide, DocumentStatus, DocumentType } from '../kyc-documents/index.ts';
import { DATA_CODES, type RequirementCode } from '../requirements/code.ts';
import { CheckKind, Policy, type PolicyRequirement } from './policy.ts';
import type { DecidedCase } from './replay.ts';

const DOCUMENT_CODES = ['photo_id', 'proof_of_address', 'registration_document'] as const;

const bands = fc.subarray(RiskBand.options);
const atRisk = fc.option(
  bands.filter((list) => list.length > 0),
  { nil: undefined },
);
const accepts = fc.uniqueArray(
  fc.record({
    type: fc.constantFrom(...DocumentType.options),
    sides: fc.subarray(DocumentSide.options, { minLength: 1 }),
  }),
  { minLength: 1, maxLength: 4, selector: ({ type }) => type },
);

const contactRow = fc.record({ kind: fc.constant('contact' as const), code: fc.constantFrom('email', 'phone') });
const consentRow = fc.record({
  kind: fc.constant('consent' as const),
  code: fc.constant('consent' as const),
  textVersion: fc.constantFrom('2026-11', '2027-01'),
});
const dataRow = fc.record({
  kind: fc.constant('data' as const),
  code: fc.constantFrom(...DATA_CODES.filter((code) => code !== 'tax_id_alternative')),
  alternative: fc.constantFrom(undefined, 'tax_id_alternative' as const),
  atRisk,
});
const documentRow = fc.record({
  kind: fc.constant('document' as const),
  code: fc.constantFrom(...DOCUMENT_CODES),
  accepts,
  maxAgeDays: fc.constantFrom(undefined, 30, 92, 365),
  atRisk,
});

/** `tax_id_alternative` stands for one row at most. */
function oneAlternative(rows: readonly PolicyRequirement[]): PolicyRequirement[] {
  const first = rows.findIndex((row) => row.kind === 'data' && row.alternative !== undefined);
  return rows.map((row, at) => (row.kind === 'data' && at !== first ? { ...row, alternative: undefined } : row));
}

/** Any policy that the schema takes, of one code. For tests. */
export const anyPolicy: fc.Arbitrary<Policy> = fc
  .record({
    code: fc.constant('us-individual'),
    version: fc.integer({ min: 1, max: 9 }),
    title: fc.constantFrom('US individual', 'US person'),
    country: fc.constant('US'),
    applicantKind: fc.constant('individual' as const),
    dueHours: fc.integer({ min: 1, max: 2_160 }),
    secondApprovalAt: bands,
    ownerThresholdPercent: fc.constantFrom(10, 25, 50),
    checks: fc.subarray(CheckKind.options),
    requirements: fc
      .uniqueArray(fc.oneof<fc.Arbitrary<PolicyRequirement>[]>(contactRow, consentRow, dataRow, documentRow), {
        minLength: 1,
        maxLength: 12,
        selector: ({ code }) => code,
      })
      .map(oneAlternative),
  })
  .map((policy) => Policy.parse(policy));

const CODES: readonly RequirementCode[] = ['email', 'phone', 'consent', ...DATA_CODES, ...DOCUMENT_CODES];
const perCode = <Value>(value: fc.Arbitrary<Value | undefined>) =>
  fc.array(value, { minLength: CODES.length, maxLength: CODES.length }).map((values) =>
    Object.fromEntries(
      CODES.flatMap((code, at): [RequirementCode, Value][] => {
        const given = values[at];
        return given === undefined ? [] : [[code, given]];
      }),
    ),
  );

const judgement = fc.record({
  verdict: fc.constantFrom('accepted' as const, 'accepted' as const, 'refused' as const),
  reason: fc.constant(null),
  isReopened: fc.boolean(),
});

/** Any decided application, with evidence that need not suit any policy. For tests. */
export const anyDecided: fc.Arbitrary<DecidedCase> = fc.record({
  status: fc.constantFrom('APPROVED' as const, 'REJECTED' as const),
  evidence: fc.record({
    given: perCode(fc.constantFrom('complete' as const, 'complete' as const, 'begun' as const, undefined)),
    judgements: perCode(fc.option(judgement, { nil: undefined, freq: 4 })),
    chosen: fc.subarray(['tax_id_alternative' as const]),
    risk: fc.constantFrom(...RiskBand.options),
  }),
  documents: fc.array(
    fc.record({
      requirement: fc.constantFrom(...DOCUMENT_CODES),
      type: fc.constantFrom(...DocumentType.options),
      side: fc.constantFrom(...DocumentSide.options),
      status: fc.constantFrom(...DocumentStatus.options),
      rejectionReason: fc.constant(null),
      ageDays: fc.option(fc.integer({ min: 0, max: 400 })),
    }),
    { maxLength: 8 },
  ),
  checks: fc.array(
    fc.record({
      requirement: fc.constantFrom(...CODES),
      kind: fc.constantFrom(...CheckKind.options),
      standing: fc.constantFrom('running', 'passed', 'failed', 'noted', 'unavailable'),
    }),
    { maxLength: 6 },
  ),
  owners: fc.option(
    fc.record({
      owners: fc.array(fc.record({ sharePercent: fc.integer({ min: 1, max: 100 }), isIdentified: fc.boolean() }), {
        maxLength: 3,
      }),
      nobodyAtThreshold: fc.boolean(),
    }),
  ),
  approvers: fc.integer({ min: 1, max: 2 }),
});
