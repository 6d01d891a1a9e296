import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyDecided, anyPolicy } from './arbitrary.ts';
import { shippedPolicy } from './packs.ts';
import { Policy, type PolicyRequirement } from './policy.ts';
import { type DatedDocument, type DecidedCase, replayDecision } from './replay.ts';

const US = shippedPolicy('us-individual');
const with_ = (base: Policy, over: Partial<Policy>): Policy => Policy.parse({ ...base, ...over });
const withRow = (code: string, over: object): Policy =>
  with_(US, {
    requirements: US.requirements.map((row) => (row.code === code ? { ...row, ...over } : row)) as PolicyRequirement[], // Policy.parse judges it
  });

const accepted = { verdict: 'accepted', reason: null, isReopened: false } as const;
const page = (over: Partial<DatedDocument>): DatedDocument => ({
  requirement: 'photo_id',
  type: 'DRIVER_LICENSE',
  side: 'FRONT',
  status: 'VERIFIED',
  rejectionReason: null,
  ageDays: null,
  ...over,
});
const bill = page({ requirement: 'proof_of_address', type: 'UTILITY_BILL', ageDays: 60 });
const APPROVED: DecidedCase = {
  status: 'APPROVED',
  evidence: {
    given: {
      email: 'complete',
      phone: 'complete',
      identity: 'complete',
      address: 'complete',
      ssn: 'complete',
      consent: 'complete',
    },
    judgements: {
      identity: accepted,
      address: accepted,
      ssn: accepted,
      photo_id: accepted,
      proof_of_address: accepted,
    },
    risk: 'LOW',
  },
  documents: [page({}), page({ side: 'BACK' }), bill],
  checks: [],
  owners: null,
  approvers: 1,
};
const replay = (draft: Policy, over: Partial<DecidedCase> = {}, pinned = US) =>
  replayDecision(pinned, draft, { ...APPROVED, ...over });
const opens = (code: string, state: string) => ({ kind: 'APPROVAL_OPENS', rows: [{ code, state }] });

const PAN = { kind: 'data', code: 'pan' } as const;
const withoutPan = (policy: Policy) => policy.requirements.filter(({ code }) => code !== 'pan');

describe('replaying a decision', () => {
  it('changes nothing under an unchanged policy, whatever the evidence', () => {
    fc.assert(
      fc.property(anyPolicy, anyDecided, fc.integer({ min: 1, max: 9 }), (policy, decided, version) => {
        expect(replayDecision(policy, { ...policy, version }, decided)).toBeNull();
      }),
      { numRuns: 2_000 },
    );
  });

  it('opens, for a row that is added, exactly the approvals that lack it', () => {
    fc.assert(
      fc.property(anyPolicy, anyDecided, (policy, decided) => {
        const requirements = withoutPan(policy);
        fc.pre(requirements.length > 0);
        const pinned = { ...policy, requirements, checks: [] };
        const outcome = replayDecision(
          pinned,
          { ...pinned, requirements: [...requirements, PAN] },
          {
            ...decided,
            status: 'APPROVED',
          },
        );
        const { given, judgements } = decided.evidence;
        const isMet = given.pan === 'complete' && judgements.pan?.verdict === 'accepted';
        if (isMet) expect(outcome).toBeNull();
        else expect(outcome).toMatchObject({ kind: 'APPROVAL_OPENS', rows: [{ code: 'pan' }] });
      }),
      { numRuns: 1_000 },
    );
  });

  it('lifts, for a row that is removed, exactly the refusals of that row alone, and opens no approval', () => {
    fc.assert(
      fc.property(anyPolicy, anyDecided, (policy, decided) => {
        const requirements = withoutPan(policy);
        fc.pre(requirements.length > 0);
        const [pinned, draft] = [
          { ...policy, requirements: [PAN, ...requirements] },
          { ...policy, requirements },
        ];
        expect(replayDecision(pinned, draft, { ...decided, status: 'APPROVED' })).toBeNull();
        const refused = { ...accepted, verdict: 'refused' } as const;
        const clean = { ...decided, status: 'REJECTED', documents: [], checks: [] } as const;
        const alone = { ...clean, evidence: { ...decided.evidence, judgements: { pan: refused } } };
        expect(replayDecision(pinned, draft, alone)).toEqual({
          kind: 'REFUSAL_LIFTS',
          rows: [{ code: 'pan', state: 'refused' }],
        });
        const other = requirements.find((row) => row.kind === 'contact' || row.kind === 'consent')?.code;
        fc.pre(other !== undefined);
        const judgements = { pan: refused, [other ?? '']: refused };
        expect(replayDecision(pinned, draft, { ...clean, evidence: { ...decided.evidence, judgements } })).toBeNull();
      }),
      { numRuns: 1_000 },
    );
  });

  it('sees a document that would have been too old, and says where no day is known', () => {
    const draft = withRow('proof_of_address', { maxAgeDays: 30 });
    expect(replay(draft)).toEqual(opens('proof_of_address', 'missing'));
    expect(replay(draft, { documents: [page({}), page({ side: 'BACK' }), { ...bill, ageDays: 30 }] })).toBeNull();
    expect(replay(draft, { documents: [page({}), page({ side: 'BACK' }), { ...bill, ageDays: null }] })).toEqual({
      kind: 'CANNOT_TELL',
      rows: [{ code: 'proof_of_address', state: 'accepted' }],
    });
  });

  it('sees a page or a type that the draft asks for anew', () => {
    const passports = [page({ type: 'PASSPORT' }), bill];
    const cards = [page({ type: 'GOVERNMENT_ID' }), bill];
    const card = (...sides: string[]) => withRow('photo_id', { accepts: [{ type: 'GOVERNMENT_ID', sides }] });
    expect(replay(card('FRONT', 'BACK'), { documents: cards }, card('FRONT'))).toEqual(
      opens('photo_id', 'in_progress'),
    );
    const licences = withRow('photo_id', { accepts: [{ type: 'DRIVER_LICENSE', sides: ['FRONT'] }] });
    expect(replay(licences)).toBeNull();
    expect(replay(licences, { documents: passports })).toEqual(opens('photo_id', 'in_progress'));
  });

  it('measures owners at the new threshold', () => {
    const pinned = shippedPolicy('us-business');
    const asked = pinned.requirements.map(({ code }) => code);
    const business = {
      evidence: {
        risk: 'LOW',
        given: Object.fromEntries(asked.map((code) => [code, 'complete' as const])),
        judgements: Object.fromEntries(asked.map((code) => [code, accepted])),
      },
      documents: [page({ requirement: 'registration_document', type: 'OTHER' })],
      owners: {
        owners: [
          { sharePercent: 60, isIdentified: true },
          { sharePercent: 15, isIdentified: false },
        ],
        nobodyAtThreshold: false,
      },
    } as const;
    const at = (percent: number) => with_(pinned, { ownerThresholdPercent: percent });
    expect(replay(at(20), business, pinned)).toBeNull();
    expect(replay(at(15), business, pinned)).toEqual(opens('owners', 'in_progress'));
    expect(replay(at(70), business, pinned)).toEqual(opens('owners', 'in_progress'));
    expect(replay(at(20), { ...business, owners: null }, pinned)).toMatchObject({ kind: 'CANNOT_TELL' });
  });

  it('asks one approver for a second where the draft does', () => {
    const draft = with_(US, { secondApprovalAt: ['LOW', 'HIGH'] });
    expect(replay(draft)).toEqual({ kind: 'NEEDS_SECOND_APPROVAL', rows: [] });
    expect(replay(draft, { approvers: 2 })).toBeNull();
    expect(replay(draft, { evidence: { ...APPROVED.evidence, risk: 'MEDIUM' } })).toBeNull();
  });

  it('leaves out what a check said that the draft no longer makes', () => {
    const pinned = with_(US, { checks: ['pan', 'document'], requirements: [...US.requirements, PAN] });
    const failed = { requirement: 'pan', kind: 'pan', standing: 'failed' } as const;
    const given = { ...APPROVED.evidence.given, pan: 'complete' as const };
    const over = { status: 'REJECTED', checks: [failed], evidence: { ...APPROVED.evidence, given } } as const;
    expect(replay({ ...pinned, checks: ['document'] }, over, pinned)).toEqual({
      kind: 'REFUSAL_LIFTS',
      rows: [{ code: 'pan', state: 'refused' }],
    });
  });
});
