import type { CheckKind } from '../policy/index.ts';
import type { Told } from '../shared/index.ts';
import type { RiskFacts } from './facts.ts';
import { after, listed, type RiskRule } from './rule.ts';
import type { SignalCode } from './signals.ts';

const REGISTERS: Readonly<Record<CheckKind, string>> = {
  aadhaar: 'Aadhaar',
  pan: 'PAN',
  bank_account: 'bank account',
  document: 'document',
  screening: 'sanctions lists',
};

type Check = RiskFacts['checks'][number];

interface OfChecks {
  readonly code: SignalCode;
  readonly points: number;
  readonly when: string;
  readonly holds: (check: Check) => boolean;
  readonly text: Told;
}

function ofChecks({ code, points, when, holds, text }: OfChecks): RiskRule {
  return {
    code,
    points,
    when,
    notices({ checks }) {
      const registers = checks.filter(holds).map(({ kind }) => REGISTERS[kind]);
      return registers.length === 0 ? null : { count: registers.length, registers: listed(registers) };
    },
    says: ({ registers }, language) => after(text, registers, language),
  };
}

const isHit = ({ kind, state }: Check) => kind === 'screening' && state === 'MISMATCH';

/** Dealing with a listed person is forbidden (31 CFR chapter V; UAPA 1967, section 51A): somebody must look first. */
const screeningHit = ofChecks({
  code: 'SCREENING_HIT',
  points: 70,
  when: 'somebody named in the application may stand on a sanctions list',
  holds: isHit,
  text: { en: 'Somebody named here may stand on a list', hi: 'यहाँ बताया कोई व्यक्ति सूची में हो सकता है' },
});

/** Non-documentary verification has found a discrepancy (31 CFR 1020.220(a)(2)(ii)(B)). */
const checkMismatch = ofChecks({
  code: 'CHECK_MISMATCH',
  points: 30,
  when: 'an outside register has something else',
  holds: (check) => check.state === 'MISMATCH' && !isHit(check),
  text: { en: 'An outside register has something else', hi: 'बाहरी रजिस्टर में कुछ और है' },
});

/** A number or document that its own issuer does not know. */
const checkNotFound = ofChecks({
  code: 'CHECK_NOT_FOUND',
  points: 25,
  when: 'an outside register does not know it',
  holds: ({ state }) => state === 'NOT_FOUND',
  text: { en: 'An outside register does not know it', hi: 'बाहरी रजिस्टर इसे नहीं जानता' },
});

/** Nothing is known against the applicant; the reviewer must know that nothing is known for them either. */
const checkNotMade = ofChecks({
  code: 'CHECK_NOT_MADE',
  points: 10,
  when: 'an outside check could not be made yet',
  holds: ({ state }) => state === 'UNAVAILABLE',
  text: { en: 'An outside check could not be made yet', hi: 'बाहरी जाँच अभी नहीं हो सकी' },
});

export const CHECK_RULES: readonly RiskRule[] = [screeningHit, checkMismatch, checkNotFound, checkNotMade];
