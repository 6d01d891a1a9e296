import { z } from 'zod';
import { invalidField } from '../shared/index.ts';

const DAY_MS = 86_400_000;
/** Two years, one of them a leap year. */
const LONGEST_DAYS = 731;

/** A calendar day, `YYYY-MM-DD`. */
const ReportDay = z.iso.date({ error: 'DATE_FORMAT' });
type ReportDay = z.infer<typeof ReportDay>;

export const PeriodName = z.enum(['today', '7d', '30d', '90d', 'month', 'custom'], { error: 'INVALID' });
export type PeriodName = z.infer<typeof PeriodName>;

/** Which days a report is about; `from` and `to`, both included, are for `custom`, and either of them implies it. */
export const ReportFilter = z.strictObject({
  period: PeriodName.optional(),
  from: ReportDay.optional(),
  to: ReportDay.optional(),
});
export type ReportFilter = z.infer<typeof ReportFilter>;

/** Days from `from` to `to`, both included. */
export const ReportSpan = z.strictObject({ from: ReportDay, to: ReportDay });
export type ReportSpan = z.infer<typeof ReportSpan>;

/** What was asked for, and what it is compared with. `days` are calendar days of `timeZone`. */
export const ReportPeriod = z.strictObject({
  name: PeriodName,
  now: ReportSpan,
  before: ReportSpan,
  days: z.int(),
  timeZone: z.literal('UTC'),
});
export type ReportPeriod = z.infer<typeof ReportPeriod>;

const dayOf = (at: Date): ReportDay => at.toISOString().slice(0, 10);
/** The day so many days later (earlier where negative). */
export const daysOn = (day: ReportDay, days: number): ReportDay => dayOf(new Date(Date.parse(day) + days * DAY_MS));
/** How many days a span has, its ends included. */
export const daysIn = ({ from, to }: ReportSpan): number => (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;
const monthOf = (day: ReportDay) => day.slice(0, 7);
const firstOfMonth = (day: ReportDay): ReportDay => `${monthOf(day)}-01`;

const LENGTH = { today: 1, '7d': 7, '30d': 30, '90d': 90 } as const;

function customSpan({ from, to }: ReportFilter, today: ReportDay): ReportSpan {
  if (from === undefined) throw invalidField('from', 'REQUIRED');
  if (to === undefined) throw invalidField('to', 'REQUIRED');
  if (from > today) throw invalidField('from', 'DATE_IN_FUTURE');
  if (to > today) throw invalidField('to', 'DATE_IN_FUTURE');
  if (from > to) throw invalidField('to', 'PERIOD_REVERSED');
  if (daysIn({ from, to }) > LONGEST_DAYS) throw invalidField('from', 'PERIOD_TOO_LONG');
  return { from, to };
}

/** The same days of the month before; where that is shorter, up to its end. */
function sameDaysOfLastMonth({ from, to }: ReportSpan): ReportSpan {
  const end = daysOn(from, -1);
  const start = firstOfMonth(end);
  const sameDay = daysOn(start, daysIn({ from, to }) - 1);
  return { from: start, to: sameDay < end ? sameDay : end };
}

/**
 * The period and the one before it: as many days that end where it begins; for `month`, this month so far, the same
 * days of the month before. Thirty days where nothing is asked for. Throws `INVALID_INPUT` on `from` or `to` for a custom
 * period that lacks an end, is reversed, longer than 731 days, or reaches beyond today.
 */
export function periodOf(filter: ReportFilter, now: Date): ReportPeriod {
  const today = dayOf(now);
  const isCustom = filter.period === 'custom' || filter.from !== undefined || filter.to !== undefined;
  const name = isCustom ? 'custom' : (filter.period ?? '30d');
  const timeZone = 'UTC' as const;
  if (name === 'month') {
    const span = { from: firstOfMonth(today), to: today };
    return { name, now: span, before: sameDaysOfLastMonth(span), days: daysIn(span), timeZone };
  }
  const span = name === 'custom' ? customSpan(filter, today) : { from: daysOn(today, 1 - LENGTH[name]), to: today };
  const days = daysIn(span);
  return { name, now: span, before: { from: daysOn(span.from, -days), to: daysOn(span.from, -1) }, days, timeZone };
}

/** Days and whole months that make up a span, as half-open ranges `[from, until)`; months lie between the two. */
export interface Grains {
  readonly head: { readonly from: ReportDay; readonly until: ReportDay };
  readonly months: { readonly from: ReportDay; readonly until: ReportDay };
  readonly tail: { readonly from: ReportDay; readonly until: ReportDay };
}

/** Splits a span so that whole months are read from their sums and only the rest day by day. */
export function grainsOf({ from, to }: ReportSpan): Grains {
  const end = daysOn(to, 1);
  const first = from === firstOfMonth(from) ? from : firstOfMonth(daysOn(firstOfMonth(from), 31));
  const last = firstOfMonth(end);
  if (first >= last) {
    const nothing = { from: end, until: end };
    return { head: { from, until: end }, months: nothing, tail: nothing };
  }
  return { head: { from, until: first }, months: { from: first, until: last }, tail: { from: last, until: end } };
}

/** Longer series are drawn by month. */
const MOST_POINTS = 92;
export type SeriesGrain = 'day' | 'month';
/** Days while a chart can show each, else months. */
export const seriesGrain = (span: ReportSpan): SeriesGrain => (daysIn(span) > MOST_POINTS ? 'month' : 'day');

/** The first day of each point of a series, in order: every day, or every month that the span touches. */
export function pointsOf(span: ReportSpan): readonly ReportDay[] {
  const days = Array.from({ length: daysIn(span) }, (_, at) => daysOn(span.from, at));
  return seriesGrain(span) === 'day' ? days : [...new Set(days.map(firstOfMonth))];
}
