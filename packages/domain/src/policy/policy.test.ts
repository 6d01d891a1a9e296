import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fieldProblemsOf } from '../shared/index.ts';
import { anyPolicy } from './arbitrary.ts';
import { comparePolicies } from './compare.ts';
import { SHIPPED_POLICIES, shippedPolicy } from './packs.ts';
import { Policy } from './policy.ts';
import { policyJsonSchema } from './schema.ts';

const US = shippedPolicy('us-individual');
const FIRST = SHIPPED_POLICIES[0] ?? US;

const problems = (policy: object) => {
  const { error } = Policy.safeParse({ ...US, ...policy });
  return Object.fromEntries(
    Object.entries(fieldProblemsOf(error ?? { issues: [] })).map(([path, [first]]) => [path, first?.code]),
  );
};

const rowOf = (code: string) => US.requirements.find((row) => row.code === code);
const photoId = (sides: string[]) => ({ kind: 'document', code: 'photo_id', accepts: [{ type: 'PASSPORT', sides }] });

const byName = (part: object) => Object.entries(part).toSorted(([one], [other]) => one.localeCompare(other, 'en'));

/** Equal exactly for policies that ask the same of new applications. */
function meaning(policy: Policy): string {
  const { version: _, secondApprovalAt, checks, requirements, ...rest } = policy;
  const rows = requirements.map((row) => {
    const bands = 'atRisk' in row ? row.atRisk?.toSorted() : undefined;
    const accepts =
      row.kind === 'document'
        ? row.accepts.map(({ type, sides }) => `${type} ${sides.toSorted().join(' ')}`).toSorted()
        : [];
    return byName({ ...row, atRisk: bands, accepts });
  });
  return JSON.stringify([byName(rest), secondApprovalAt.toSorted(), checks.toSorted(), rows]);
}

describe('comparing policies', () => {
  it('tells every difference, and none where there is none', () => {
    fc.assert(
      fc.property(anyPolicy, anyPolicy, (one, other) => {
        expect(comparePolicies(one, structuredClone(one))).toEqual([]);
        expect(comparePolicies(one, other).length > 0).toBe(meaning(one) !== meaning(other));
      }),
      { numRuns: 1_000 },
    );
  });

  it('says what changed in words of both languages', () => {
    const changes = comparePolicies(FIRST, US);
    expect(changes.map(({ path }) => path)).toEqual([
      'secondApprovalAt',
      'checks',
      'requirements.ssn.alternative',
      'requirements.proof_of_address.maxAgeDays',
    ]);
    expect(changes[3]?.text).toEqual({
      en: 'Proof of address: the greatest age of the document: was any age, is now 92 days.',
      hi: 'पते का प्रमाण: दस्तावेज़ की अधिकतम आयु: पहले किसी भी तारीख़ के, अब 92 दिन।',
    });
  });

  it('names rows that come, go and move, and only those', () => {
    const [first, ...rest] = US.requirements;
    const last = rest.at(-1);
    if (!first || !last) throw new Error('the pack has rows');
    const told = (requirements: Policy['requirements']) =>
      comparePolicies(US, { ...US, requirements }).map(({ kind, requirement }) => [kind, requirement]);
    expect(told(rest)).toEqual([['removed', first.code]]);
    expect(told([...rest, first])).toEqual([['moved', first.code]]);
    expect(told([last, ...US.requirements.slice(0, -1)])).toEqual([['moved', last.code]]);
    expect(told([...US.requirements, { kind: 'data', code: 'pan' }])).toEqual([['added', 'pan']]);
  });
});

describe('a policy', () => {
  it.each([
    [{ dueHours: 0 }, { dueHours: 'HOURS_RANGE' }],
    [{ dueHours: undefined }, { dueHours: 'HOURS_RANGE' }],
    [{ title: '' }, { title: 'REQUIRED' }],
    [{ requirements: [], checks: [] }, { requirements: 'ROWS_NEEDED' }],
    [{ checks: ['screening', 'screening'] }, { checks: 'CHECK_TWICE' }],
    [{ checks: ['pan'] }, { checks: 'CHECK_ROWS_NEEDED' }],
    [{ secondApprovalAt: ['HIGH', 'HIGH'] }, { secondApprovalAt: 'RISK_TWICE' }],
    [{ title: 'US \ud800' }, { title: 'INVALID' }],
    [{ title: 'US \0' }, { title: 'INVALID' }],
    [{ applicantKind: 'business' }, { requirements: 'BASIC_ROWS_NEEDED' }],
    [{ surprise: true }, { surprise: 'UNKNOWN_FIELD' }],
  ])('names what is wrong with %j', (over, expected) => {
    expect(problems(over)).toEqual(expected);
  });

  it.each([
    [{ kind: 'data', code: 'owners' }, { ownerThresholdPercent: 'THRESHOLD_NEEDED' }],
    [{ kind: 'data', code: 'photo_id' }, { '2.code': 'REQUIREMENT_KIND' }],
    [{ kind: 'data', code: 'address', alternative: 'pan' }, { '2.alternative': 'ALTERNATIVE_UNKNOWN' }],
    [{ kind: 'data', code: 'ssn', alternative: 'ssn' }, { '2.alternative': 'ALTERNATIVE_UNKNOWN' }],
    [{ kind: 'contact', code: 'email' }, { '2.code': 'REQUIREMENT_TWICE' }],
    [{ kind: 'data', code: 'pan', atRisk: [] }, { '2.atRisk': 'RISK_NEEDED' }],
    [{ kind: 'data', code: 'pan', atRisk: ['HIGH', 'HIGH'] }, { '2.atRisk': 'RISK_TWICE' }],
    [photoId([]), { '2.accepts.0.sides': 'SIDES_NEEDED' }],
    [photoId(['FRONT', 'FRONT']), { '2.accepts.0.sides': 'SIDE_TWICE' }],
    [photoId(['FRONT', 'BACK']), { '2.accepts.0.sides': 'SIDE_UNKNOWN' }],
    [{ kind: 'consent', code: 'consent', textVersion: 'nope-9' }, { '2.textVersion': 'CONSENT_TEXT_UNKNOWN' }],
  ])('names what is wrong with the row %j', (row, expected) => {
    const [email, identity, consent] = ['email', 'identity', 'consent'].map(rowOf);
    const rows = row.code === 'consent' ? [email, identity, row] : [email, identity, row, consent];
    const found = Object.entries(problems({ requirements: rows, checks: [] }));
    expect(Object.fromEntries(found.map(([path, code]) => [path.replace('requirements.', ''), code]))).toEqual(
      expected,
    );
  });

  it('takes each type of document for one row', () => {
    const licence = { type: 'DRIVER_LICENSE', sides: ['FRONT', 'BACK'] };
    const requirements = US.requirements.map((row) =>
      row.code === 'proof_of_address' ? { ...row, accepts: [licence] } : row,
    );
    const at = requirements.findIndex(({ code }) => code === 'proof_of_address');
    expect(problems({ requirements })).toEqual({ [`requirements.${at}.accepts`]: 'DOCUMENT_TYPE_TWICE' });
  });

  it.each(['email', 'identity', 'consent'])('always asks for %s', (code) => {
    const requirements = US.requirements.filter((row) => row.code !== code);
    expect(problems({ requirements, checks: [] })).toEqual({ requirements: 'BASIC_ROWS_NEEDED' });
  });

  it('asks nobody only at some risk who they are', () => {
    const requirements = US.requirements.map((row) => (row.code === 'identity' ? { ...row, atRisk: ['HIGH'] } : row));
    expect(problems({ requirements })).toEqual({ requirements: 'BASIC_ROWS_NEEDED' });
  });
});

describe('docs/policy.schema.json', () => {
  it('says what policy.ts says (npm run policy-schema brings it up to date)', async () => {
    const text = `${JSON.stringify(policyJsonSchema(), null, 2)}\n`;
    await expect(text).toMatchFileSnapshot('../../../../docs/policy.schema.json');
  });

  it.each(SHIPPED_POLICIES)('takes $code v$version and refuses it with a wrong part', (pack) => {
    // The published text itself, read by a reader of JSON Schema, not by our own types.
    const published = z.fromJSONSchema(JSON.parse(JSON.stringify(policyJsonSchema())) as z.core.JSONSchema.JSONSchema); // plain data
    expect(published.safeParse(pack).error).toBeUndefined();
    for (const wrong of [{ dueHours: 1.5 }, { checks: ['stars'] }, { requirements: [] }, { extra: 1 }, { code: 'US' }])
      expect({ wrong, isTaken: published.safeParse({ ...pack, ...wrong }).success }).toEqual({ wrong, isTaken: false });
  });
});
