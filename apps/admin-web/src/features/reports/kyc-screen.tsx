import type { KycReport } from '@ostiary/domain/reports';
import { keepPreviousData } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { routeIds } from '../../app/paths.ts';
import { PermissionGate } from '../../app/permission-gate.tsx';
import { trpc } from '../../lib/trpc.ts';
import { FigureTiles, type Tile } from './figure-tiles.tsx';
import { KycFunnel } from './kyc-funnel.tsx';
import { KycGroups } from './kyc-groups.tsx';
import { KycPending } from './kyc-pending.tsx';
import { KycReasons } from './kyc-reasons.tsx';
import { ReportPage } from './report-page.tsx';
import { toFilter } from './reports-search.ts';
import { SeriesSection } from './series-section.tsx';
import classes from './reports.module.css';

const route = getRouteApi(routeIds.reportKyc);

function useTiles({ handedIn, decisions: d, scope }: KycReport): Tile[] {
  const { t } = useTranslation('reports');
  return [
    ...(scope !== 'own' ? [{ name: t('column.handedIn'), value: handedIn }] : []),
    { name: t('column.decided'), value: d.decided },
    { name: t('column.rate'), value: d.approvalRate, kind: 'share' },
    { name: t('column.p50'), value: d.p50Seconds, kind: 'duration' },
    { name: t('column.p90'), value: d.p90Seconds, kind: 'duration' },
    { name: t('column.moreRequested'), value: d.moreRequested },
    { name: t('column.firstApprovals'), value: d.firstApprovals },
    { name: t('column.voided'), value: d.voided },
  ];
}

function Groups({ report }: { report: KycReport }) {
  const { t } = useTranslation('reports');
  return (
    <>
      <KycGroups title={t('groups.reviewers')} rows={report.reviewers} nobody={t('groups.gone')} />
      <KycGroups title={t('groups.policies')} rows={report.policies} nobody={t('groups.gone')} />
      <KycGroups title={t('groups.branches')} rows={report.branches} nobody={t('groups.noBranch')} />
    </>
  );
}

function Body({ report }: { report: KycReport }) {
  const { t } = useTranslation('reports');
  const isAll = report.scope === 'all';
  const series = (['handedIn', 'approved', 'rejected', 'moreRequested'] as const)
    .filter((name) => report.scope !== 'own' || name !== 'handedIn')
    .map((name) => ({ name, label: t(`column.${name}`) }));
  return (
    <>
      <FigureTiles tiles={useTiles(report)} />
      <SeriesSection title={t('series.kyc')} grain={report.seriesGrain} series={series} points={report.series} />
      {isAll && <KycFunnel funnel={report.funnel} />}
      {report.pending && <KycPending pending={report.pending} />}
      <KycReasons reasons={report.reasons} />
      {isAll && <Groups report={report} />}
      <p className={classes.note}>{t('kyc.note')}</p>
    </>
  );
}

function Kyc() {
  const { t } = useTranslation('reports');
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const filter = toFilter(search);
  const query = trpc.reports.kyc.useQuery(filter ?? {}, {
    enabled: filter !== null,
    placeholderData: keepPreviousData,
  });
  return (
    <ReportPage
      report="kyc"
      title={t(`kyc.of.${query.data?.scope ?? 'all'}`)}
      search={search}
      onSearch={(to) => void navigate({ search: to })}
      filter={filter}
      query={query}
    >
      {(report) => <Body report={report} />}
    </ReportPage>
  );
}

/** Applications and decisions of a period: everybody's, or for reviewers their own. */
export function KycScreen() {
  return (
    <PermissionGate permission="reports.read">
      <Kyc />
    </PermissionGate>
  );
}
