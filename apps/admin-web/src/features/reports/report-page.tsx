import { Stack, Text } from '@mantine/core';
import type { ReportFilter, ReportPeriod } from '@ostiary/domain/reports';
import { Callout, EmptyNote, Page, QueryView, type ViewableQuery } from '@ostiary/ui';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { paths } from '../../app/paths.ts';
import { fieldErrors } from '../../lib/errors.ts';
import { usePermission, usePerson } from '../../lib/person.ts';
import { Downloads, type ReportName } from './downloads.tsx';
import { PeriodChooser } from './period-chooser.tsx';
import type { ReportsSearch } from './reports-search.ts';
import { useFigures } from './use-figures.ts';
import classes from './reports.module.css';

interface Report {
  period: ReportPeriod;
  generatedAt: string;
  isEmpty: boolean;
}

interface ReportPageProps<Data extends Report> {
  report: ReportName;
  title: string;
  search: ReportsSearch;
  onSearch: (search: ReportsSearch) => void;
  /** Null while a custom period lacks an end. */
  filter: ReportFilter | null;
  query: ViewableQuery<Data>;
  children: (data: Data) => ReactNode;
}

function ReportLinks() {
  const { t } = useTranslation('reports');
  const canReadSecurity = usePermission('security.read');
  if (!canReadSecurity) return null;
  return (
    <nav className={classes.nav} aria-label={t('which')}>
      <Link to={paths.reportKyc}>{t('kyc.tab')}</Link>
      <Link to={paths.reportSecurity}>{t('security.tab')}</Link>
    </nav>
  );
}

const PROBLEMS = ['PERIOD_REVERSED', 'PERIOD_TOO_LONG', 'DATE_IN_FUTURE'] as const;

/** What is wrong with the days that were chosen; undefined for any other failure. */
function usePeriodProblem(error: unknown): string | undefined {
  const { t } = useTranslation('reports');
  const codes = Object.values(fieldErrors(error) ?? {}).flatMap((problems) => problems.map(({ code }) => code));
  const problem = PROBLEMS.find((known) => codes.includes(known));
  return problem && t(`problem.${problem}`);
}

/** Period, comparison, and on paper who printed it and when. */
function PeriodLine({ period, generatedAt }: Report) {
  const { t } = useTranslation('reports');
  const { day } = useFigures();
  const person = usePerson();
  const { now, before } = period;
  const made = { at: `${generatedAt.slice(0, 10)} ${generatedAt.slice(11, 16)} UTC`, name: person?.displayName ?? '' };
  return (
    <div>
      <Text size="sm">
        {t('periodLine', { from: day(now.from), to: day(now.to), start: day(before.from), end: day(before.to) })}
      </Text>
      <Text size="sm" c="dimmed">
        {t('zone')} <span className={classes.onPaper}>{t('made', made)}</span>
      </Text>
    </div>
  );
}

function Empty() {
  const { t } = useTranslation('reports');
  return <EmptyNote title={t('empty.title')}>{t('empty.text')}</EmptyNote>;
}

/** The frame of both reports: which one, which period, its files, and its states. */
export function ReportPage<Data extends Report>(props: ReportPageProps<Data>) {
  const { report, title, search, onSearch, filter, query, children } = props;
  const { t } = useTranslation('reports');
  const problem = usePeriodProblem(query.error);
  return (
    <Page title={title} lead={t(`${report}.lead`)} width="wide">
      <ReportLinks />
      <div className={classes.controls}>
        <PeriodChooser search={search} onChange={onSearch} />
        {filter && !problem && <Downloads report={report} filter={filter} />}
      </div>
      {filter === null && <EmptyNote title={t('chooseDays')} />}
      {problem && (
        <Callout tone="refusal" role="alert">
          {problem}
        </Callout>
      )}
      {filter && !problem && (
        <QueryView query={query}>
          {(data) => (
            <Stack gap="lg">
              <PeriodLine {...data} />
              {data.isEmpty ? <Empty /> : children(data)}
            </Stack>
          )}
        </QueryView>
      )}
    </Page>
  );
}
