import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CheckState } from '../identity-checks/index.ts';
import { CheckKind } from '../policy/index.ts';
import {
  assess,
  bandOf,
  CONTACT_CHANNELS,
  NO_FACTS,
  RISK_RULES,
  type RiskFacts,
  RULES_VERSION,
  saySignal,
  SHARED_KINDS,
  SignalCode,
} from './index.ts';

const LABELS = ['name', 'birth date', 'street'] as const;
const anyShared = fc.record(
  Object.fromEntries(SHARED_KINDS.map((kind) => [kind, fc.nat({ max: 30 })])) as Record<string, fc.Arbitrary<number>>, // keys are the kinds
  { requiredKeys: [] },
);
const anyFacts: fc.Arbitrary<RiskFacts> = fc.record({
  isPhoneImpossible: fc.boolean(),
  isSsnSample: fc.boolean(),
  shared: anyShared,
  submittedNearby: fc.nat({ max: 12 }),
  mismatches: fc.array(fc.constantFrom(...LABELS), { maxLength: 4 }),
  checks: fc.array(
    fc.record({ kind: fc.constantFrom(...CheckKind.options), state: fc.constantFrom(...CheckState.options) }),
    { maxLength: 6 },
  ),
  isEmailDisposable: fc.boolean(),
  contacts: fc.array(fc.record({ channel: fc.constantFrom(...CONTACT_CHANNELS), hours: fc.nat({ max: 60 }) }), {
    maxLength: 2,
  }),
  countries: fc.array(fc.constantFrom('US', 'IN', 'IR', 'KP', 'MM'), { maxLength: 4 }),
});

const codesOf = (facts: Partial<RiskFacts>) => assess({ ...NO_FACTS, ...facts }).signals.map(({ code }) => code);

/** Everything of one, and everything of the other. */
const joined = (one: RiskFacts, other: RiskFacts): RiskFacts => ({
  isPhoneImpossible: one.isPhoneImpossible || other.isPhoneImpossible,
  isSsnSample: one.isSsnSample || other.isSsnSample,
  shared: Object.fromEntries(
    SHARED_KINDS.map((kind) => [kind, Math.max(one.shared[kind] ?? 0, other.shared[kind] ?? 0)]),
  ),
  submittedNearby: Math.max(one.submittedNearby, other.submittedNearby),
  mismatches: [...one.mismatches, ...other.mismatches],
  checks: [...one.checks, ...other.checks],
  isEmailDisposable: one.isEmailDisposable || other.isEmailDisposable,
  contacts: [...one.contacts, ...other.contacts],
  countries: [...one.countries, ...other.countries],
});

const turned = (facts: RiskFacts): RiskFacts => ({
  ...facts,
  shared: Object.fromEntries(Object.entries(facts.shared).toReversed()),
  mismatches: facts.mismatches.toReversed(),
  checks: facts.checks.toReversed(),
  contacts: facts.contacts.toReversed(),
  countries: facts.countries.toReversed(),
});

describe('an assessment', () => {
  it('is the sum of its signals’ points, a hundred at most, and the band of that', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const { score, band, signals } = assess(facts);
        expect(score).toBe(
          Math.min(
            100,
            signals.reduce((sum, { points }) => sum + points, 0),
          ),
        );
        expect(band).toBe(bandOf(score));
      }),
    );
  });

  it('is the same for the same facts, in whatever order they come', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        expect(assess(turned(facts))).toEqual(assess(facts));
      }),
    );
  });

  it('never falls when something is added', () => {
    fc.assert(
      fc.property(anyFacts, anyFacts, (one, other) => {
        const [less, more] = [assess(one), assess(joined(one, other))];
        expect(more.score).toBeGreaterThanOrEqual(less.score);
        const codes = more.signals.map(({ code }) => code);
        expect(codes).toEqual(expect.arrayContaining(less.signals.map(({ code }) => code)));
      }),
    );
  });

  it('says a sentence of each signal, with the facts of today and with none', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        for (const signal of assess(facts).signals) {
          expect(saySignal(signal, 'en').text).toMatch(/^[A-Z0-9].{10,}[^.]$/);
          for (const language of ['en', 'hi'] as const)
            expect(saySignal({ ...signal, facts: {} }, language).text).not.toMatch(/undefined|: $/);
          expect(saySignal(signal, 'hi').text).toMatch(/^[\d\sA-Z]*\p{Script=Devanagari}/u);
        }
      }),
    );
  });

  it('finds nothing in nothing', () => {
    expect(assess(NO_FACTS)).toEqual({ score: 0, band: 'LOW', signals: [] });
  });
});

describe('the bands', () => {
  it.each([
    [0, 'LOW'],
    [29, 'LOW'],
    [30, 'MEDIUM'],
    [69, 'MEDIUM'],
    [70, 'HIGH'],
    [100, 'HIGH'],
  ] as const)('take %i for %s', (score, band) => {
    expect(bandOf(score)).toBe(band);
  });
});

const check = (kind: RiskFacts['checks'][number]['kind'], state: RiskFacts['checks'][number]['state']) => ({
  checks: [{ kind, state }],
});

/** What makes each rule hold, and what is just not enough. */
const EDGES: Record<SignalCode, readonly [holds: Partial<RiskFacts>, not: Partial<RiskFacts>]> = {
  PHONE_IMPOSSIBLE: [{ isPhoneImpossible: true }, {}],
  SSN_COMMON_SAMPLE: [{ isSsnSample: true }, {}],
  SSN_SHARED: [{ shared: { ssn: 1 } }, { shared: { ssn: 0 } }],
  AADHAAR_SHARED: [{ shared: { aadhaar: 1 } }, { shared: { pan: 1 } }],
  PAN_SHARED: [{ shared: { pan: 1 } }, { shared: { aadhaar: 1 } }],
  TAX_ID_SHARED: [{ shared: { taxId: 1 } }, { shared: { ssn: 1 } }],
  BANK_ACCOUNT_SHARED: [{ shared: { bankAccount: 1 } }, {}],
  BUSINESS_SHARED: [{ shared: { business: 1 } }, { shared: { owner: 1 } }],
  OWNER_SHARED: [{ shared: { owner: 1 } }, { shared: { business: 1 } }],
  DOCUMENT_SHARED: [{ shared: { document: 1 } }, {}],
  DUPLICATE_PERSON: [{ shared: { person: 1 } }, {}],
  DEVICE_SHARED: [{ shared: { device: 1 } }, { shared: { address: 1 } }],
  ADDRESS_SHARED: [{ shared: { address: 4 } }, { shared: { address: 3 } }],
  NETWORK_SHARED: [{ shared: { network: 20 } }, { shared: { network: 19 } }],
  VELOCITY: [{ submittedNearby: 5 }, { submittedNearby: 4 }],
  DATA_MISMATCH: [{ mismatches: ['name'] }, {}],
  SCREENING_HIT: [check('screening', 'MISMATCH'), check('screening', 'MATCH')],
  CHECK_MISMATCH: [check('pan', 'MISMATCH'), check('screening', 'MISMATCH')],
  CHECK_NOT_FOUND: [check('document', 'NOT_FOUND'), check('document', 'RUNNING')],
  CHECK_NOT_MADE: [check('aadhaar', 'UNAVAILABLE'), check('aadhaar', 'QUEUED')],
  EMAIL_DISPOSABLE: [{ isEmailDisposable: true }, {}],
  CONTACT_NEW: [{ contacts: [{ channel: 'phone', hours: 23 }] }, { contacts: [{ channel: 'phone', hours: 24 }] }],
  COUNTRY_HIGH_RISK: [{ countries: ['US', 'IR'] }, { countries: ['US', 'IN'] }],
};

describe('a rule', () => {
  it.each(SignalCode.options)('is there once for %s, and holds at its edge only', (code) => {
    expect(RISK_RULES.filter((rule) => rule.code === code)).toHaveLength(1);
    const [holds, not] = EDGES[code];
    expect(codesOf(holds)).toContain(code);
    expect(codesOf(not)).not.toContain(code);
  });

  it('stores counts, kinds and labels, nothing that somebody typed', () => {
    const { signals } = assess({
      ...NO_FACTS,
      shared: { ssn: 2 },
      checks: [
        { kind: 'pan', state: 'MISMATCH' },
        { kind: 'document', state: 'MISMATCH' },
      ],
    });
    expect(signals.map(({ facts }) => facts)).toEqual([{ count: 2 }, { count: 2, registers: 'document, PAN' }]);
    const said = (language: 'en' | 'hi') => signals.map((signal) => saySignal(signal, language).text);
    expect(said('en')).toEqual([
      '2 other customers gave the same Social Security number',
      'An outside register has something else: document, PAN',
    ]);
    expect(said('hi')).toEqual(['2 अन्य ग्राहकों ने यही सोशल सिक्योरिटी नंबर दिया', 'बाहरी रजिस्टर में कुछ और है: दस्तावेज़, पैन']);
  });

  it('stands in docs/risk.md with its points and its words, under this version', () => {
    const page = readFileSync(new URL('../../../../docs/risk.md', import.meta.url), 'utf8');
    const rows = [...page.matchAll(/^\| `([A-Z_]+)`\s+\| +(\d+) \| (.+?)\s+\|/gm)].map((row) => row.slice(1));
    expect(rows).toEqual(RISK_RULES.map(({ code, points, when }) => [code, String(points), when]));
    expect(page).toContain(`version ${RULES_VERSION} of the rules`);
  });
});
