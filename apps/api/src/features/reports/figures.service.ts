import type { SqlEntityManager } from '@ostiary/db';
import {
  type Figure,
  grainsOf,
  pointsOf,
  type ReportPeriod,
  type ReportSpan,
  type SeriesGrain,
  seriesGrain,
} from '@ostiary/domain/reports';
import { listOf } from '../../condition.ts';
import type { Deps } from '../../context.ts';

export type ReportName = 'kyc' | 'security';

/** The measures of each report. */
const MEASURES: Record<ReportName, readonly string[]> = {
  kyc: ['funnel', 'handed', 'decision', 'minutes', 'reason'],
  security: ['sign_in', 'event', 'reveal'],
};

interface Asked {
  readonly report: ReportName;
  readonly dims: readonly string[];
  /** Only what belongs to this policy, branch or person. */
  readonly key?: string | undefined;
}

interface Range {
  readonly grain: SeriesGrain;
  readonly from: string;
  readonly until: string;
}

const rangesOf = (span: ReportSpan): Range[] => {
  const { head, months, tail } = grainsOf(span);
  const ranges: Range[] = [
    { grain: 'day', ...head },
    { grain: 'month', ...months },
    { grain: 'day', ...tail },
  ];
  return ranges.filter(({ from, until }) => from < until);
};

const whose = (key: string | undefined) => (key === undefined ? '' : 'and key = ?');

interface Part {
  readonly dims: readonly string[];
  readonly measures: readonly string[];
}

/** Of the period before, tables by policy, branch and reviewer show counts only: their times are most of what is kept. */
function partsOf({ report, dims }: Asked, span: 'now' | 'before'): readonly Part[] {
  const measures = MEASURES[report];
  if (dims.length === 1 || span === 'now') return [{ dims, measures }];
  const [main = '', ...groups] = dims;
  return [
    { dims: [main], measures },
    { dims: groups, measures: measures.filter((measure) => measure !== 'minutes') },
  ];
}

const figuresSql = (parts: number, mine: string) =>
  `with asked (span, grain, starts, ends, dims, measures) as (
         values ${Array.from({ length: parts }, () => '(?, ?, ?::date, ?::date, ?::text[], ?::text[])').join(', ')}),
       spans (span, starts, ends) as (values (?, ?::date, ?::date), (?, ?::date, ?::date))
     select span, dim, measure, key, detail, sum(n)::integer as n from (
       select r.span, f.dim, f.measure, f.key, f.detail, f.n from asked r cross join lateral (
         select dim, measure, key, detail, n from report_figure where report = ? and grain = r.grain
           and dim = any (r.dims) and measure = any (r.measures) and starts_on >= r.starts and starts_on < r.ends
           ${mine}) f
       union all
       select s.span, c.dim, c.measure, c.key, c.detail, c.n from spans s join report_change c
         on c.day between s.starts and s.ends where c.report = ? and c.dim = any (?::text[]) ${mine}
     ) counted group by span, dim, measure, key, detail having sum(n) <> 0`;

/**
 * What is kept, read by month where a month is whole, and what changed since it was last folded: one snapshot of both. Of
 * several dimensions, the first is the whole.
 */
export async function readFigures(
  em: SqlEntityManager,
  asked: Asked,
  { now, before }: ReportPeriod,
): Promise<Figure[]> {
  const spans = [
    { span: 'now', ...now },
    { span: 'before', ...before },
  ] as const;
  const parts = spans.flatMap(({ span, ...days }) =>
    partsOf(asked, span).flatMap((part) => rangesOf(days).map((range) => ({ span, ...part, ...range }))),
  );
  const mine = asked.key === undefined ? [] : [asked.key];
  const params = [
    ...parts.flatMap(({ span, grain, from, until, dims, measures }) => [
      span,
      grain,
      from,
      until,
      listOf(dims),
      listOf(measures),
    ]),
    ...spans.flatMap(({ span, from, to }) => [span, from, to]),
    asked.report,
    ...mine,
    asked.report,
    listOf(asked.dims),
    ...mine,
  ];
  return em.transactional(async (tx) => {
    // A year is summed up by hashes in memory; sorted first, it takes four times as long.
    await tx.execute(`set local work_mem = '64MB'; set local enable_sort = off`);
    return tx.execute<Figure[]>(figuresSql(parts.length, whose(asked.key)), params);
  });
}

export interface SeriesRow {
  readonly on: string;
  readonly measure: string;
  readonly detail: string;
  readonly n: number;
}

/** Some measures of one dimension by day, or by month where the period is long. */
async function readSeries(
  em: SqlEntityManager,
  asked: Asked,
  { span, measures }: { readonly span: ReportSpan; readonly measures: readonly string[] },
): Promise<SeriesRow[]> {
  const grain = seriesGrain(span);
  const ranges = rangesOf(span).map((range) => (grain === 'month' ? range : { ...range, grain }));
  // By day, a month would be one point: its days are read instead.
  const place = [asked.report, listOf(asked.dims), listOf(measures), ...(asked.key === undefined ? [] : [asked.key])];
  return em.execute<SeriesRow[]>(
    `with asked (grain, starts, ends) as (values ${ranges.map(() => '(?, ?::date, ?::date)').join(', ')})
     select to_char(date_trunc('${grain}', day), 'YYYY-MM-DD') as on, measure, detail, sum(n)::integer as n from (
       select f.* from asked r cross join lateral (
         select starts_on as day, measure, detail, n from report_figure where report = ? and dim = any (?::text[])
           and measure = any (?::text[]) ${whose(asked.key)} and grain = r.grain
           and starts_on >= r.starts and starts_on < r.ends) f
       union all
       select day, measure, detail, n from report_change where report = ? and dim = any (?::text[])
         and measure = any (?::text[]) ${whose(asked.key)} and day between ?::date and ?::date
     ) counted group by 1, 2, 3`,
    [...ranges.flatMap(({ grain: of, from, until }) => [of, from, until]), ...place, ...place, span.from, span.to],
  );
}

type Counted = Readonly<Record<string, { readonly measure: string; readonly details?: readonly string[] | undefined }>>;
type Point<Of extends Counted> = { readonly on: string } & Readonly<Record<keyof Of, number>>;

/** A point for every day or month of the period, with 0 where nothing happened. */
export async function readPoints<const Of extends Counted>(
  em: SqlEntityManager,
  asked: Asked,
  { span, counted }: { readonly span: ReportSpan; readonly counted: Of },
): Promise<Point<Of>[]> {
  const measures = [...new Set(Object.values(counted).map(({ measure }) => measure))];
  const rows = Map.groupBy(await readSeries(em, asked, { span, measures }), (row) => row.on);
  return pointsOf(span).map((on) => {
    const here = rows.get(on) ?? [];
    const sums = Object.entries(counted).map(([name, { measure, details }]) => {
      const those = here.filter((row) => row.measure === measure && (details?.includes(row.detail) ?? true));
      return [name, those.reduce((sum, { n }) => sum + n, 0)] as const;
    });
    // fromEntries forgets the names that it was given.
    return { on, ...Object.fromEntries(sums) } as Point<Of>;
  });
}

/** Once a minute: what was counted since goes into the sums of its day and month, in one statement. */
export async function foldReports({ orm }: Pick<Deps, 'orm'>): Promise<void> {
  await orm.em.fork().execute('select fold_report_figures()');
}
