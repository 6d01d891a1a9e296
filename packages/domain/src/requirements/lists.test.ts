import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DocumentStatus } from '../kyc-documents/index.ts';
import { type Policy, SHIPPED_POLICIES } from '../policy/index.ts';
import { canSubmit, completion, type Evidence, type EvidenceDocument, requirementLedger } from './ledger.ts';
import { requirementLists } from './lists.ts';

type Step = {
  readonly do: 'give' | 'begin' | 'accept' | 'refuse' | 'expire' | 'replace' | 'choose';
  readonly at: number;
};

const step: fc.Arbitrary<Step> = fc.record({
  do: fc.constantFrom('give', 'begin', 'accept', 'refuse', 'expire', 'replace', 'choose'),
  at: fc.nat(20),
});

function pages(policy: Policy, code: string, status: DocumentStatus): EvidenceDocument[] {
  const row = policy.requirements.find((asked) => asked.code === code);
  if (row?.kind !== 'document') return [];
  const [first] = row.accepts;
  return (first?.sides ?? []).map((side) => ({
    requirement: row.code,
    type: first?.type ?? 'OTHER',
    side,
    status,
    rejectionReason: null,
  }));
}

function setDocuments(evidence: Evidence, code: string, documents: readonly EvidenceDocument[]): Evidence {
  const others = evidence.documents.filter((document) => document.requirement !== code);
  return { ...evidence, documents: [...others, ...documents] };
}

/** One event in the life of an application, on the row that `at` names. */
function after(policy: Policy, evidence: Evidence, { do: event, at }: Step): Evidence {
  const rows = requirementLedger(policy, evidence);
  const row = rows[at % rows.length];
  if (!row) return evidence;
  const { code } = row;
  const judgement = evidence.judgements[code];
  const reopened = judgement ? { [code]: { ...judgement, isReopened: true } } : {};
  const judged = (verdict: 'accepted' | 'refused', reason: string | null): Evidence => ({
    ...evidence,
    judgements: { ...evidence.judgements, [code]: { verdict, reason, isReopened: false } },
  });
  if (event === 'accept') return judged('accepted', null);
  if (event === 'refuse') return judged('refused', 'NUMBER_INVALID');
  if (event === 'choose')
    return row.alternative === null ? evidence : { ...evidence, chosen: row.code === 'ssn' ? [row.alternative] : [] };
  if (event === 'expire') return setDocuments(evidence, code, pages(policy, code, 'EXPIRED'));
  const judgements = { ...evidence.judgements, ...reopened };
  if (row.kind === 'document')
    return setDocuments(
      { ...evidence, judgements },
      code,
      pages(policy, code, event === 'begin' ? 'QUARANTINED' : 'PENDING'),
    );
  return { ...evidence, judgements, given: { ...evidence.given, [code]: event === 'begin' ? 'begun' : 'complete' } };
}

const codes = (rows: readonly { readonly code: string }[]) => rows.map(({ code }) => code);

describe('the lists of requirements', () => {
  it('are the rows of the ledger, each once, whatever happened and in whatever order', () => {
    const lives = fc.property(
      fc.constantFrom(...SHIPPED_POLICIES),
      fc.array(step, { maxLength: 40 }),
      (policy, steps) => {
        let evidence: Evidence = { given: {}, documents: [], judgements: {} };
        for (const event of steps) {
          evidence = after(policy, evidence, event);
          const rows = requirementLedger(policy, evidence);
          const { currentlyDue, pendingVerification, satisfied, refused } = requirementLists(rows);
          const listed = codes([...currentlyDue, ...pendingVerification, ...satisfied]);
          expect(listed.toSorted()).toEqual(codes(rows).toSorted());
          expect(codes(currentlyDue)).toEqual(expect.arrayContaining(codes(refused)));
          expect(rows).toHaveLength(policy.requirements.length);
          expect(canSubmit(rows) === 'rows_due').toBe(currentlyDue.length > 0);
          expect(completion(rows) === 100).toBe(currentlyDue.length === 0);
        }
      },
    );
    fc.assert(lives, { seed: 42, numRuns: 60 });
  });
});
