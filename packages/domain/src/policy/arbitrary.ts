import fc from 'fast-check';
import { RiskBand } from '../application/status.ts';
import { ConsentVersion } from '../consent/index.ts';
import { CHECKED_ROWS } from '../identity-checks/subject.ts';
import { DocumentSide, DocumentStatus, DocumentType } from '../kyc-documents/index.ts';
import { DATA_CODES, type RequirementCode } from '../requirements/code.ts';
import { CheckKind, Policy, type PolicyRequirement } from './policy.ts';
import type { DecidedCase } from './replay.ts';
import { ALTERNATIVE_OF, SIDES_OF } from './soundness.ts';

const DOCUMENT_CODES = ['photo_id', 'proof_of_address', 'registration_document'] as const;

const bands = fc.subarray(RiskBand.options);
const atRisk = fc.option(
  bands.filter((list) => list.length > 0),
  { nil: undefined },
);
const accepts = fc.uniqueArray(
  fc
    .constantFrom(...DocumentType.options)
    .chain((type) => fc.record({ type: fc.constant(type), sides: fc.subarray([...SIDES_OF[type]], { minLength: 1 }) })),
  { minLength: 1, maxLength: 4, selector: ({ type }) => type },
);

const phoneRow = fc.constant({ kind: 'contact' as const, code: 'phone' as const });
const consentRow = fc.record({
  kind: fc.constant('consent' as const),
  code: fc.constant('consent' as const),
  textVersion: fc.constantFrom(...ConsentVersion.options),
});
/** No policy does without them. */
const basicRows: fc.Arbitrary<PolicyRequirement[]> = fc.tuple(
  fc.constant({ kind: 'contact' as const, code: 'email' as const }),
  fc.constant({ kind: 'data' as const, code: 'identity' as const }),
  consentRow,
);
const dataRow = fc
  .record({
    kind: fc.constant('data' as const),
    code: fc.constantFrom(...DATA_CODES.filter((code) => code !== 'tax_id_alternative' && code !== 'identity')),
    hasAlternative: fc.boolean(),
    atRisk,
  })
  .map(({ hasAlternative, ...row }) => ({
    ...row,
    alternative: hasAlternative ? ALTERNATIVE_OF[row.code] : undefined,
  }));
const documentRow = fc.record({
  kind: fc.constant('document' as const),
  code: fc.constantFrom(...DOCUMENT_CODES),
  accepts,
  maxAgeDays: fc.constantFrom(undefined, 30, 92, 365),
  atRisk,
});

/** Each type is accepted by the first row that names it; a row left with none goes. */
function eachTypeOnce(rows: readonly PolicyRequirement[]): PolicyRequirement[] {
  const seen = new Set<DocumentType>();
  return rows.flatMap((row): PolicyRequirement[] => {
    if (row.kind !== 'document') return [row];
    const fresh = row.accepts.filter(({ type }) => !seen.has(type));
    for (const { type } of fresh) seen.add(type);
    return fresh.length > 0 ? [{ ...row, accepts: fresh }] : [];
  });
}

const rows = fc
  .tuple(
    basicRows,
    fc.uniqueArray(fc.oneof<fc.Arbitrary<PolicyRequirement>[]>(phoneRow, dataRow, documentRow), {
      maxLength: 10,
      selector: ({ code }) => code,
    }),
  )
  .map(([basics, others]) => [...basics, ...eachTypeOnce(others)])
  .chain((all) => fc.shuffledSubarray(all, { minLength: all.length }));

function withRowsAsked(checks: readonly CheckKind[], asked: readonly PolicyRequirement[]): CheckKind[] {
  const has = (code: RequirementCode) => asked.some((row) => row.code === code);
  return checks.filter((kind) => CHECKED_ROWS[kind].some(({ needs }) => needs.every(has)));
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
    requirements: rows,
  })
  .map((policy) => Policy.parse({ ...policy, checks: withRowsAsked(policy.checks, policy.requirements) }));

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
