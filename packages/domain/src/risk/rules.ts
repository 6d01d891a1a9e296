import type { Language } from '../shared/index.ts';
import { type AssessedBand, bandOf, scoreOf, type SignalView } from './assessment.ts';
import { CHECK_RULES } from './check-rules.ts';
import type { RiskFacts } from './facts.ts';
import { GIVEN_RULES } from './given-rules.ts';
import type { RiskRule } from './rule.ts';
import { SHARING_RULES } from './sharing-rules.ts';
import type { RaisedSignal } from './signals.ts';

/** Counts up with every change of a rule, its points or its lists; each stored assessment names the one it was made by. */
export const RULES_VERSION = 1;

/** In the order in which staff read what they found. One rule for each code. */
export const RISK_RULES: readonly RiskRule[] = [...SHARING_RULES, ...CHECK_RULES, ...GIVEN_RULES];

export interface Assessed {
  readonly score: number;
  readonly band: AssessedBand;
  readonly signals: readonly RaisedSignal[];
}

/** What the rules make of an application: the signals that hold, their capped sum and its band. Pure. */
export function assess(facts: RiskFacts): Assessed {
  const signals = RISK_RULES.flatMap(({ code, points, notices }) => {
    const noticed = notices(facts);
    return noticed === null ? [] : [{ code, points, facts: noticed }];
  });
  const score = scoreOf(signals);
  return { score, band: bandOf(score), signals };
}

/** A stored signal with the sentence that staff read. */
export function saySignal(signal: RaisedSignal, language: Language): SignalView {
  const rule = RISK_RULES.find(({ code }) => code === signal.code);
  return { ...signal, text: rule?.says(signal.facts, language) ?? signal.code };
}
