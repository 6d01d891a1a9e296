import { z } from 'zod';
import { RiskBand } from '../application/status.ts';
import { RaisedSignal } from './signals.ts';

/** A band that an assessment or an override may give. */
export const AssessedBand = z.enum(['LOW', 'MEDIUM', 'HIGH'], { error: 'INVALID' });
export type AssessedBand = z.infer<typeof AssessedBand>;

const MEDIUM_FROM = 30;
const HIGH_FROM = 70;
const MOST = 100;

/** 0–29 LOW, 30–69 MEDIUM, 70–100 HIGH (product rule). */
export function bandOf(score: number): AssessedBand {
  return score >= HIGH_FROM ? 'HIGH' : score >= MEDIUM_FROM ? 'MEDIUM' : 'LOW';
}

/** The sum of the signals' points, 100 at most. */
export function scoreOf(signals: readonly Pick<RaisedSignal, 'points'>[]): number {
  return Math.min(
    MOST,
    signals.reduce((sum, { points }) => sum + points, 0),
  );
}

/** One signal with the sentence that staff read. */
export const SignalView = z.strictObject({ ...RaisedSignal.shape, text: z.string() });
export type SignalView = z.infer<typeof SignalView>;

/** What one assessment found and why it was made. */
export const AssessmentView = z.strictObject({
  score: z.int(),
  band: AssessedBand,
  cause: z.string(),
  assessedAt: z.iso.datetime(),
  signals: z.array(SignalView),
});
export type AssessmentView = z.infer<typeof AssessmentView>;

export { RiskBand };
