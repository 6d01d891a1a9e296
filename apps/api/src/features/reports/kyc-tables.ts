import {
  BAND_TEXT,
  type KycReport,
  type ReportGroup,
  STAGE_TEXT,
  type PendingBand,
  type FunnelStage,
} from '@ostiary/domain/reports';
import { REASONS } from '@ostiary/domain/review';
import type { Language } from '@ostiary/domain/shared';
import {
  compared,
  comparedAs,
  comparedColumns,
  count,
  type ReportTable,
  seconds,
  share,
  text,
  type Words,
  wordsOf,
} from './report-tables.ts';

function summary({ handedIn, decisions }: KycReport, word: Words): ReportTable {
  const counts = ['decided', 'approved', 'rejected', 'moreRequested', 'firstApprovals', 'voided'] as const;
  return {
    title: word('summary'),
    columns: comparedColumns(word('figure'), word),
    rows: [
      [text(word('handedIn')), ...compared(handedIn)],
      ...counts.map((name) => [text(word(name)), ...compared(decisions[name])]),
      [text(word('approvalRate')), ...comparedAs('share', decisions.approvalRate)],
      [text(word('p50')), ...comparedAs('seconds', decisions.p50Seconds)],
      [text(word('p90')), ...comparedAs('seconds', decisions.p90Seconds)],
    ],
  };
}

const stageName = (stage: FunnelStage, language: Language) => STAGE_TEXT[stage][language];
const bandName = (band: PendingBand, language: Language) => BAND_TEXT[band][language];

function funnel({ funnel: steps }: KycReport, language: Language): ReportTable {
  const word = wordsOf(language);
  return {
    title: word('funnel'),
    columns: [word('stage'), word('people'), word('before'), word('lost'), word('ofAll')],
    bars: 1,
    rows: steps.map(({ stage, people, before, lost, ofAll }) => [
      text(stageName(stage, language)),
      count(people),
      count(before),
      share(lost),
      share(ofAll),
    ]),
  };
}

function pendingTable({ pending }: KycReport, language: Language): ReportTable[] {
  if (!pending) return [];
  const word = wordsOf(language);
  const bands = pending.bands.map(({ band, cases }) => [text(bandName(band, language)), count(cases)]);
  const more = (['late', 'withCustomer'] as const).map((name) => [text(word(name)), count(pending[name])]);
  return [{ title: word('pending'), columns: [word('waited'), word('cases')], rows: [...bands, ...more], bars: 1 }];
}

function reasons({ reasons: rows }: KycReport, language: Language): ReportTable {
  const word = wordsOf(language);
  return {
    title: word('reasons'),
    columns: [word('reason'), word('rejected'), word('before'), word('moreRequested'), word('before')],
    bars: 1,
    rows: rows.map(({ code, rejected, moreRequested: more }) => [
      text(REASONS[code].label[language]),
      count(rejected.now),
      count(rejected.before),
      count(more.now),
      count(more.before),
    ]),
  };
}

function groups(title: string, rows: readonly ReportGroup[], word: Words): ReportTable {
  const columns = ['name', 'decided', 'before', 'approved', 'rejected', 'approvalRate', 'p50', 'p90'] as const;
  return {
    title,
    columns: columns.map(word),
    bars: 1,
    rows: rows.map(({ name, decisions: { decided, approved, rejected, approvalRate, p50Seconds, p90Seconds } }) => [
      text(name === '' ? word('nobody') : name),
      count(decided.now),
      count(decided.before),
      count(approved.now),
      count(rejected.now),
      share(approvalRate.now),
      seconds(p50Seconds.now),
      seconds(p90Seconds.now),
    ]),
  };
}

function series({ series: points, seriesGrain }: KycReport, word: Words): ReportTable {
  const counts = ['handedIn', 'approved', 'rejected', 'moreRequested'] as const;
  return {
    title: word(seriesGrain === 'day' ? 'byDay' : 'byMonth'),
    columns: [word('on'), ...counts.map(word)],
    bars: 1,
    rows: points.map((point) => [text(point.on), ...counts.map((name) => count(point[name]))]),
  };
}

/** The tables of the KYC report, in the order of its page. */
export function kycTables(report: KycReport, language: Language): ReportTable[] {
  const word = wordsOf(language);
  const isAll = report.scope === 'all';
  return [
    summary(report, word),
    ...(isAll ? [funnel(report, language)] : []),
    ...pendingTable(report, language),
    reasons(report, language),
    ...(isAll ? [groups(word('reviewers'), report.reviewers, word)] : []),
    ...(isAll
      ? [groups(word('policies'), report.policies, word), groups(word('branches'), report.branches, word)]
      : []),
    series(report, word),
  ];
}
