import { z } from 'zod';
import { RiskBand } from '../application/status.ts';
import { ApplicationId, freeText } from '../shared/index.ts';
import { AssessedBand } from './assessment.ts';

export const OverrideState = z.enum(['WAITING', 'LIVE', 'REFUSED', 'ENDED']);
export type OverrideState = z.infer<typeof OverrideState>;

const RANK: Record<RiskBand, number> = { UNASSESSED: 0, LOW: 1, MEDIUM: 2, HIGH: 3 };

/** Lowering takes a second person; raising does not. */
export function isLowered(from: RiskBand, to: RiskBand): boolean {
  return RANK[to] < RANK[from];
}

interface Counting {
  readonly fromBand: RiskBand;
  readonly band: AssessedBand;
  /** Two people agreed on it. */
  readonly isConfirmed: boolean;
}

/**
 * The band that counts. A live override wins over the assessment, with one limit: nobody lowers a band alone, so one
 * person's override never hides an assessment above it, and what two agreed to lower is not carried over to a band that
 * neither of them had seen.
 */
export function bandThatCounts(assessed: RiskBand, live: Counting | null): RiskBand {
  if (live === null) return assessed;
  const mayLower = live.isConfirmed && RANK[assessed] <= RANK[live.fromBand];
  return isLowered(assessed, live.band) && !mayLower ? assessed : live.band;
}

const DAY_MS = 86_400_000;
const MOST_DAYS = 366;

/** First moment at which an override no longer counts, or what is wrong with its last day. */
export function overrideEnd(endsOn: string, now: Date): Date | 'DATE_IN_PAST' | 'DATE_TOO_FAR' {
  const endsAt = new Date(Date.parse(`${endsOn}T00:00:00Z`) + DAY_MS);
  if (endsAt <= now) return 'DATE_IN_PAST';
  return endsAt.getTime() - now.getTime() > MOST_DAYS * DAY_MS ? 'DATE_TOO_FAR' : endsAt;
}

/** `endsOn` is the last day (UTC) on which the override counts; a year away at most. */
export const OverrideInput = z.strictObject({
  id: ApplicationId,
  band: AssessedBand,
  reason: freeText(500).min(10, 'TOO_SHORT'),
  endsOn: z.iso.date('INVALID'),
});
export type OverrideInput = z.infer<typeof OverrideInput>;

export const OverrideJudgement = z.strictObject({
  id: ApplicationId,
  overrideId: z.uuid(),
  verdict: z.enum(['confirm', 'refuse']),
});
export type OverrideJudgement = z.infer<typeof OverrideJudgement>;

export const OverrideRef = z.strictObject({ id: ApplicationId, overrideId: z.uuid() });
export type OverrideRef = z.infer<typeof OverrideRef>;

export const OverrideView = z.strictObject({
  overrideId: z.uuid(),
  fromBand: RiskBand,
  band: AssessedBand,
  reason: z.string(),
  endsAt: z.iso.datetime(),
  state: OverrideState,
  askedBy: z.strictObject({ name: z.string(), isMe: z.boolean() }),
  askedAt: z.iso.datetime(),
  judgedBy: z.string().nullable(),
  /** When it was refused, taken back or over. */
  endedAt: z.iso.datetime().nullable(),
});
export type OverrideView = z.infer<typeof OverrideView>;
