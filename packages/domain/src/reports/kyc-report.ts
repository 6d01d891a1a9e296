import { z } from 'zod';
import { ReasonCode } from '../review/index.ts';
import type { Language, Told } from '../shared/index.ts';
import { compare, Compared, ComparedRate, compareShares, type Figure, SPANS, type Tally, tallyOf } from './figures.ts';
import { funnelOf, FunnelStep } from './funnel.ts';
import { quantileSeconds } from './histogram.ts';
import { ReportPeriod } from './period.ts';

/**
 * Decisions of a group. A decision counts on the day it was made, to whoever made it; of two approvals the second one is
 * the decision and the first a first approval. What was undone while it was held was never a decision. Seconds run from
 * the last hand-in to the decision.
 */
const Decisions = z.strictObject({
  approved: Compared,
  rejected: Compared,
  moreRequested: Compared,
  firstApprovals: Compared,
  /** First approvals that a second person or new evidence made void, on the day that happened. */
  voided: Compared,
  /** Approved and rejected. */
  decided: Compared,
  /** Approved of decided, 0 to 1. */
  approvalRate: ComparedRate,
  p50Seconds: ComparedRate,
  p90Seconds: ComparedRate,
});
type Decisions = z.infer<typeof Decisions>;

/** `id` is null for cases without a branch. */
const Group = z.strictObject({ id: z.uuid().nullable(), name: z.string(), handedIn: Compared, decisions: Decisions });
export type ReportGroup = z.infer<typeof Group>;

/** How long cases that wait for the bank have waited since they were handed in, in hours; the last band is open. */
export const PENDING_BANDS = [
  { band: 'UNDER_4H', untilHours: 4 },
  { band: 'UNDER_24H', untilHours: 24 },
  { band: 'UNDER_2D', untilHours: 48 },
  { band: 'UNDER_7D', untilHours: 168 },
  { band: 'OLDER', untilHours: null },
] as const;
export const PendingBand = z.enum(PENDING_BANDS.map(({ band }) => band));
export type PendingBand = z.infer<typeof PendingBand>;

/** As it is now, whatever the period: cases handed in and not decided, those with the customer apart. */
const Pending = z.strictObject({
  total: z.int(),
  late: z.int(),
  withCustomer: z.int(),
  bands: z.array(z.strictObject({ band: PendingBand, cases: z.int() })),
});
export type Pending = z.infer<typeof Pending>;

export const KycPoint = z.strictObject({
  on: z.iso.date(),
  handedIn: z.int(),
  approved: z.int(),
  rejected: z.int(),
  moreRequested: z.int(),
});
export type KycPoint = z.infer<typeof KycPoint>;

/**
 * `own`: a reviewer sees what they did themselves. `branch`: who is kept to one branch sees its figures. Both go without
 * the funnel and the tables by reviewer, policy and branch; only a branch has something pending.
 */
export const ReportScope = z.enum(['all', 'branch', 'own']);
export type ReportScope = z.infer<typeof ReportScope>;

export const KycReport = z.strictObject({
  period: ReportPeriod,
  scope: ReportScope,
  generatedAt: z.iso.datetime(),
  /** Nothing was counted in either period. */
  isEmpty: z.boolean(),
  handedIn: Compared,
  decisions: Decisions,
  funnel: z.array(FunnelStep),
  pending: Pending.nullable(),
  reasons: z.array(
    z.strictObject({ code: ReasonCode, label: z.string(), rejected: Compared, moreRequested: Compared }),
  ),
  reviewers: z.array(Group),
  policies: z.array(Group),
  branches: z.array(Group),
  /** By day, or by month for more than 92 days. */
  seriesGrain: z.enum(['day', 'month']),
  series: z.array(KycPoint),
});
export type KycReport = z.infer<typeof KycReport>;

/** Whose figures: everybody's, those of one branch, or of one reviewer. */
export interface Of {
  readonly dim: 'all' | 'policy' | 'branch' | 'reviewer';
  readonly key: string;
}

function secondsAt(tally: Tally, of: Of, q: number): ComparedRate {
  const [now = null, before = null] = SPANS.map((span) => {
    const buckets = tally.details({ ...of, span, measure: 'minutes' });
    return quantileSeconds(new Map([...buckets].map(([bucket, n]) => [Number(bucket), n])), q);
  });
  return { now, before };
}

/** What a tally says of the decisions of one group. */
export function decisionsOf(tally: Tally, of: Of): Decisions {
  const count = (...details: string[]) => compare(tally, { ...of, measure: 'decision' }, details);
  const [approved, decided] = [count('APPROVED'), count('APPROVED', 'REJECTED')];
  return {
    approved,
    rejected: count('REJECTED'),
    moreRequested: count('MORE'),
    firstApprovals: count('FIRST'),
    voided: count('VOIDED'),
    decided,
    approvalRate: compareShares(approved, decided),
    p50Seconds: secondsAt(tally, of, 0.5),
    p90Seconds: secondsAt(tally, of, 0.9),
  };
}

const handedIn = (tally: Tally, of: Of) => compare(tally, { ...of, measure: 'handed' });
const busiest = (left: ReportGroup, right: ReportGroup) =>
  right.decisions.decided.now - left.decisions.decided.now || left.name.localeCompare(right.name);

export type Names = ReadonlyMap<string, string>;

/** A row for each policy, branch or reviewer with figures, the busiest first. */
export function groupsOf(tally: Tally, dim: Of['dim'], names: Names): ReportGroup[] {
  const rows = tally.keys(dim).map((key) => ({
    id: key === '' ? null : key,
    name: names.get(key) ?? '',
    handedIn: handedIn(tally, { dim, key }),
    decisions: decisionsOf(tally, { dim, key }),
  }));
  return rows.toSorted(busiest);
}

function reasonsOf(tally: Tally, { of, reasons, language }: Pick<KycFacts, 'of' | 'reasons' | 'language'>) {
  const place = { ...of, measure: 'reason' };
  const rows = ReasonCode.options.map((code) => ({
    code,
    label: reasons[code].label[language],
    rejected: compare(tally, place, [`REJECTED:${code}`]),
    moreRequested: compare(tally, place, [`MORE:${code}`]),
  }));
  const weight = (row: (typeof rows)[number]) => row.rejected.now + row.moreRequested.now;
  return rows
    .filter((row) => weight(row) + row.rejected.before + row.moreRequested.before > 0)
    .toSorted((left, right) => weight(right) - weight(left));
}

export interface KycFacts {
  readonly period: ReportPeriod;
  readonly now: Date;
  readonly figures: readonly Figure[];
  readonly series: KycReport['series'];
  readonly seriesGrain: KycReport['seriesGrain'];
  /** Null for a reviewer's own report. */
  readonly pending: Pending | null;
  readonly of: Of;
  readonly names: { readonly reviewers: Names; readonly policies: Names; readonly branches: Names };
  readonly reasons: Readonly<Record<ReasonCode, { readonly label: Told }>>;
  readonly language: Language;
}

/** The KYC report from its kept figures. */
export function kycReport(facts: KycFacts): KycReport {
  const { of, names, period, series, seriesGrain, pending } = facts;
  const tally = tallyOf(facts.figures);
  const isAll = of.dim === 'all';
  return {
    period,
    scope: isAll ? 'all' : of.dim === 'branch' ? 'branch' : 'own',
    generatedAt: facts.now.toISOString(),
    isEmpty: tally.isEmpty,
    handedIn: handedIn(tally, of),
    decisions: decisionsOf(tally, of),
    funnel: isAll ? funnelOf(tally) : [],
    pending,
    reasons: reasonsOf(tally, facts),
    reviewers: isAll || of.dim === 'reviewer' ? groupsOf(tally, 'reviewer', names.reviewers) : [],
    policies: isAll ? groupsOf(tally, 'policy', names.policies) : [],
    branches: isAll ? groupsOf(tally, 'branch', names.branches) : [],
    seriesGrain,
    series,
  };
}
