import { RevealPurpose } from '@ostiary/domain/data-protection';
import { MEASURE_TEXT, PURPOSE_TEXT, type SecurityReport } from '@ostiary/domain/reports';
import { EVENT_TEXT, SecurityEventType } from '@ostiary/domain/security-events';
import type { Language } from '@ostiary/domain/shared';
import {
  compared,
  comparedAs,
  comparedColumns,
  count,
  moment,
  type ReportTable,
  text,
  type Words,
  wordsOf,
} from './report-tables.ts';

function summary({ figures, failureShare }: SecurityReport, language: Language): ReportTable {
  const word = wordsOf(language);
  return {
    title: word('summary'),
    columns: comparedColumns(word('figure'), word),
    rows: [
      ...figures.map(({ measure, count: n }) => [text(MEASURE_TEXT[measure][language]), ...compared(n)]),
      [text(word('failureShare')), ...comparedAs('share', failureShare)],
    ],
  };
}

function doors({ doors: rows }: SecurityReport, word: Words): ReportTable {
  return {
    title: word('doors'),
    columns: [word('door'), word('tried'), word('before'), word('failed'), word('before')],
    rows: rows.map(({ door, tried, failed }) => [
      text(word(door)),
      count(tried.now),
      count(tried.before),
      count(failed.now),
      count(failed.before),
    ]),
  };
}

function addresses({ addresses: rows }: SecurityReport, word: Words): ReportTable {
  return {
    title: word('addresses'),
    bars: 1,
    columns: [word('address'), word('warnings'), word('failed'), word('lastSeen')],
    rows: rows.map(({ address, events, failedSignIns, lastSeenAt }) => [
      text(address),
      count(events),
      count(failedSignIns),
      text(moment(lastSeenAt)),
    ]),
  };
}

function series({ series: points, seriesGrain }: SecurityReport, language: Language): ReportTable {
  const word = wordsOf(language);
  const names = ['FAILED_SIGN_INS', 'LOCK_OUTS', 'REFUSED_ACTIONS', 'REVEALS'] as const;
  return {
    title: word(seriesGrain === 'day' ? 'byDay' : 'byMonth'),
    bars: 1,
    columns: [word('on'), ...names.map((name) => MEASURE_TEXT[name][language])],
    rows: points.map(({ on, failedSignIns, lockOuts, refusedActions, reveals }) => [
      text(on),
      ...[failedSignIns, lockOuts, refusedActions, reveals].map(count),
    ]),
  };
}

/** Kept figures may hold a kind that is no more. */
function eventName(type: string, language: Language): string {
  const known = SecurityEventType.safeParse(type);
  return known.success ? EVENT_TEXT[known.data][language] : type;
}

function purposeName(purpose: string, language: Language): string {
  const known = RevealPurpose.safeParse(purpose);
  return known.success ? PURPOSE_TEXT[known.data][language] : purpose;
}

/** The tables of the security report, in the order of its page. */
export function securityTables(report: SecurityReport, language: Language): ReportTable[] {
  const word = wordsOf(language);
  const listed = (title: string, first: string, rows: { name: string; count: { now: number; before: number } }[]) => ({
    title,
    bars: 1,
    columns: comparedColumns(first, word),
    rows: rows.map(({ name, count: n }) => [text(name), ...compared(n)]),
  });
  const events = report.events.map(({ type, count: n }) => ({ name: eventName(type, language), count: n }));
  const purposes = report.purposes.map(({ purpose, count: n }) => ({ name: purposeName(purpose, language), count: n }));
  return [
    summary(report, language),
    doors(report, word),
    listed(word('events'), word('type'), events),
    addresses(report, word),
    listed(word('revealers'), word('name'), report.revealers),
    listed(word('purposes'), word('purpose'), purposes),
    series(report, language),
  ];
}
