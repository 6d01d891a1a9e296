import type { SecurityReport } from '@ostiary/domain/reports';
import { keepPreviousData } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { routeIds } from '../../app/paths.ts';
import { PermissionGate } from '../../app/permission-gate.tsx';
import { trpc } from '../../lib/trpc.ts';
import { FigureTiles, type Tile } from './figure-tiles.tsx';
import { ReportPage } from './report-page.tsx';
import { toFilter } from './reports-search.ts';
import { CountedTable, SuspiciousAddresses } from './security-tables.tsx';
import { SeriesSection } from './series-section.tsx';

const route = getRouteApi(routeIds.reportSecurity);

function useTiles({ figures, failureShare }: SecurityReport): Tile[] {
  const { t } = useTranslation('reports');
  return [
    ...figures.map(({ measure, count }) => ({ name: t(`measure.${measure}`), value: count })),
    { name: t('measure.failureShare'), value: failureShare, kind: 'share' },
  ];
}

function Body({ report }: { report: SecurityReport }) {
  const { t } = useTranslation('reports');
  const series = (['failedSignIns', 'lockOuts', 'refusedActions', 'reveals'] as const).map((name) => ({
    name,
    label: t(`line.${name}`),
  }));
  const events = report.events.map(({ type, count }) => ({
    name: t(`security-events:type.${type}.title`, { defaultValue: type }),
    count,
  }));
  const purposes = report.purposes.map(({ purpose, count }) => ({
    name: t(`privacy:purpose.${purpose}`, { defaultValue: purpose }),
    count,
  }));
  const doors = report.doors.map(({ door, failed }) => ({ name: t(`door.${door}`), count: failed }));
  return (
    <>
      <FigureTiles tiles={useTiles(report)} />
      <SeriesSection title={t('series.security')} grain={report.seriesGrain} series={series} points={report.series} />
      <CountedTable title={t('door.title')} first={t('door.name')} rows={doors} />
      <CountedTable title={t('event.title')} first={t('event.name')} rows={events} />
      <SuspiciousAddresses addresses={report.addresses} />
      <CountedTable title={t('revealers.title')} first={t('column.name')} rows={report.revealers} />
      <CountedTable title={t('purpose.title')} first={t('purpose.name')} rows={purposes} />
    </>
  );
}

function Security() {
  const { t } = useTranslation('reports');
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const filter = toFilter(search);
  const query = trpc.reports.security.useQuery(filter ?? {}, {
    enabled: filter !== null,
    placeholderData: keepPreviousData,
  });
  return (
    <ReportPage
      report="security"
      title={t('security.title')}
      search={search}
      onSearch={(to) => void navigate({ search: to })}
      filter={filter}
      query={query}
    >
      {(report) => <Body report={report} />}
    </ReportPage>
  );
}

/** Sign-ins, lock-outs and other security figures of a period. */
export function SecurityScreen() {
  return (
    <PermissionGate permission="security.read">
      <Security />
    </PermissionGate>
  );
}
