import { z } from 'zod';
import { compare, Compared, ComparedRate, compareShares, type Figure, type Tally, tallyOf } from './figures.ts';
import type { Names } from './kyc-report.ts';
import { ReportPeriod } from './period.ts';

/** What the security report counts, and of which kept figures. */
export const SECURITY_MEASURES = {
  /** Wrong passwords, unknown names and wrong second factors. */
  FAILED_SIGN_INS: { measure: 'sign_in', details: ['FAILED', 'SECOND_FACTOR_FAILED'] },
  /** Turned away before anything was tried: a locked account, or too many attempts. */
  REFUSED_SIGN_INS: { measure: 'sign_in', details: ['LOCKED', 'THROTTLED'] },
  LOCK_OUTS: { measure: 'event', details: ['ACCOUNT_LOCKED'] },
  SUSPICIOUS: { measure: 'event', details: ['SUSPICIOUS_ACTIVITY'] },
  TOKEN_REUSE: { measure: 'event', details: ['TOKEN_REUSE'] },
  REVEALS: { measure: 'reveal', details: undefined },
  REFUSED_ACTIONS: { measure: 'event', details: ['UNAUTHORIZED_ACCESS'] },
} as const;
export const SecurityMeasure = z.enum([
  'FAILED_SIGN_INS',
  'REFUSED_SIGN_INS',
  'LOCK_OUTS',
  'SUSPICIOUS',
  'TOKEN_REUSE',
  'REVEALS',
  'REFUSED_ACTIONS',
] as const satisfies readonly (keyof typeof SECURITY_MEASURES)[]);
export type SecurityMeasure = z.infer<typeof SecurityMeasure>;

export const SecurityPoint = z.strictObject({
  on: z.iso.date(),
  failedSignIns: z.int(),
  lockOuts: z.int(),
  refusedActions: z.int(),
  reveals: z.int(),
});
export type SecurityPoint = z.infer<typeof SecurityPoint>;

/** An address that suspicious activity was seen from in the period; `failedSignIns` are those of the period. */
const Address = z.strictObject({
  address: z.string(),
  events: z.int(),
  failedSignIns: z.int(),
  lastSeenAt: z.iso.datetime(),
});
export type SuspiciousAddress = z.infer<typeof Address>;

export const SecurityReport = z.strictObject({
  period: ReportPeriod,
  generatedAt: z.iso.datetime(),
  isEmpty: z.boolean(),
  figures: z.array(z.strictObject({ measure: SecurityMeasure, count: Compared })),
  /** Failed of all sign-ins that were tried, 0 to 1. */
  failureShare: ComparedRate,
  doors: z.array(z.strictObject({ door: z.enum(['customer', 'staff']), tried: Compared, failed: Compared })),
  events: z.array(z.strictObject({ type: z.string(), count: Compared })),
  /** The most suspicious first, at most twenty. */
  addresses: z.array(Address),
  revealers: z.array(z.strictObject({ id: z.uuid(), name: z.string(), count: Compared })),
  purposes: z.array(z.strictObject({ purpose: z.string(), count: Compared })),
  seriesGrain: z.enum(['day', 'month']),
  series: z.array(SecurityPoint),
});
export type SecurityReport = z.infer<typeof SecurityReport>;

const FAILED = SECURITY_MEASURES.FAILED_SIGN_INS.details;
const TRIED = [...FAILED, 'SUCCEEDED', 'SECOND_FACTOR_ASKED'];

const most = (left: { count: Compared }, right: { count: Compared }) => right.count.now - left.count.now;

/** Every detail of a measure that was counted in either period, the most frequent first. */
function spread(tally: Tally, measure: string): { name: string; count: Compared }[] {
  const place = { dim: 'all', measure, key: '' };
  const names = new Set([
    ...tally.details({ ...place, span: 'now' }).keys(),
    ...tally.details({ ...place, span: 'before' }).keys(),
  ]);
  return [...names].map((name) => ({ name, count: compare(tally, place, [name]) })).toSorted(most);
}

function doorsOf(tally: Tally): SecurityReport['doors'] {
  return (['customer', 'staff'] as const).map((door) => {
    const place = { dim: 'door', measure: 'sign_in', key: door };
    return { door, tried: compare(tally, place, TRIED), failed: compare(tally, place, FAILED) };
  });
}

export interface SecurityFacts {
  readonly period: ReportPeriod;
  readonly now: Date;
  readonly figures: readonly Figure[];
  readonly series: SecurityReport['series'];
  readonly seriesGrain: SecurityReport['seriesGrain'];
  readonly addresses: SecurityReport['addresses'];
  readonly staff: Names;
}

/** The security report from its kept figures. */
export function securityReport(facts: SecurityFacts): SecurityReport {
  const { period, series, seriesGrain, addresses, staff } = facts;
  const tally = tallyOf(facts.figures);
  const all = { dim: 'all', key: '' };
  const signIns = { ...all, measure: 'sign_in' };
  return {
    period,
    generatedAt: facts.now.toISOString(),
    isEmpty: tally.isEmpty,
    figures: SecurityMeasure.options.map((name) => {
      const { measure, details } = SECURITY_MEASURES[name];
      return { measure: name, count: compare(tally, { ...all, measure }, details) };
    }),
    failureShare: compareShares(compare(tally, signIns, FAILED), compare(tally, signIns, TRIED)),
    doors: doorsOf(tally),
    events: spread(tally, 'event').map(({ name, count }) => ({ type: name, count })),
    addresses,
    revealers: tally
      .keys('person')
      .map((key) => ({
        id: key,
        name: staff.get(key) ?? '',
        count: compare(tally, { dim: 'person', measure: 'reveal', key }),
      }))
      .toSorted(most),
    purposes: spread(tally, 'reveal').map(({ name, count }) => ({ purpose: name, count })),
    seriesGrain,
    series,
  };
}
