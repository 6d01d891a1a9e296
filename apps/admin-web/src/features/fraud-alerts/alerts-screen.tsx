import { Stack } from '@mantine/core';
import type { AlertPage } from '@ostiary/domain/fraud-alerts';
import { EmptyNote, Page, Pager, QueryView } from '@ostiary/ui';
import { keepPreviousData } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { routeIds } from '../../app/paths.ts';
import { PermissionGate } from '../../app/permission-gate.tsx';
import { trpc } from '../../lib/trpc.ts';
import { AlertsFilter } from './alerts-filter.tsx';
import type { AlertsSearch } from './alerts-search.ts';
import { AlertsTable } from './alerts-table.tsx';

const route = getRouteApi(routeIds.fraudAlerts);

function useCountText() {
  const { t } = useTranslation('alerts');
  return ({ count }: Pick<AlertPage, 'count'>) => (count === null ? t('countMany') : t('count', { count }));
}

function EmptyList({ filter: { severity, type, status } }: { filter: AlertsSearch }) {
  const { t } = useTranslation('alerts');
  const kind = severity || type || (status !== undefined && status !== 'all') ? 'none' : 'nothing';
  return <EmptyNote title={t(`empty.${kind}.title`)}>{t(`empty.${kind}.text`)}</EmptyNote>;
}

function Alerts() {
  const { t } = useTranslation('alerts');
  const countText = useCountText();
  const { pages = [], ...filter } = route.useSearch();
  const navigate = route.useNavigate();
  // The last page stays until the next one is there, so that the list does not jump.
  const list = trpc.fraudAlerts.list.useQuery(
    { ...filter, cursor: pages.at(-1) },
    { placeholderData: keepPreviousData },
  );
  const turn = (to: string[]) =>
    void navigate({ search: (now) => ({ ...now, pages: to.length > 0 ? to : undefined }) });
  const narrow = (part: Partial<AlertsSearch>) =>
    void navigate({ search: (now) => ({ ...now, ...part, pages: undefined }), replace: true });
  return (
    <Page title={t('title')} lead={t('lead')} width="wide">
      <AlertsFilter filter={filter} onChange={narrow} />
      <QueryView query={list} isEmpty={({ results }) => results.length === 0} empty={<EmptyList filter={filter} />}>
        {({ results, next, count }) => (
          <Stack gap="md" aria-busy={list.isPlaceholderData}>
            <AlertsTable rows={results} />
            <Pager
              label={t('pages')}
              text={countText({ count })}
              onPrevious={pages.length > 0 ? () => turn(pages.slice(0, -1)) : undefined}
              onNext={next === null ? undefined : () => turn([...pages, next])}
            />
          </Stack>
        )}
      </QueryView>
    </Page>
  );
}

/** Fraud alerts, the gravest first, for staff who may read them. */
export function AlertsScreen() {
  return (
    <PermissionGate permission="fraud.read">
      <Alerts />
    </PermissionGate>
  );
}
