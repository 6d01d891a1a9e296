import { EmptyNote, Page, QueryView } from '@ostiary/ui';
import { keepPreviousData } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { paths, routeIds } from '../../app/paths.ts';
import { PermissionGate } from '../../app/permission-gate.tsx';
import { usePermission } from '../../lib/person.ts';
import { trpc } from '../../lib/trpc.ts';
import { askedByHand, toSearchInput } from './audit-query.ts';
import { type AuditFilter, type AuditTurn, isNarrowed } from './audit-search.ts';
import { RecordList } from './record-list.tsx';
import { RecordsSkeleton } from './records-skeleton.tsx';
import { SearchForm } from './search-form.tsx';

const route = getRouteApi(routeIds.audit);

function EmptySearch({ filter }: { filter: AuditFilter }) {
  const { t } = useTranslation('audit');
  const kind = isNarrowed(filter) ? 'none' : 'nothing';
  return <EmptyNote title={t(`empty.${kind}.title`)}>{t(`empty.${kind}.text`)}</EmptyNote>;
}

function ExportLink({ filter: { text, ...filter } }: { filter: AuditFilter }) {
  const { t } = useTranslation('audit');
  const canExport = usePermission('audit.export');
  if (!canExport) return null;
  return (
    <Link to={paths.auditExports} search={filter}>
      {text === undefined ? t('exportThis') : t('exportWithout', { text })}
    </Link>
  );
}

function Search() {
  const { t } = useTranslation('audit');
  const { order, cursor, ...filter } = route.useSearch();
  const navigate = route.useNavigate();
  // The last page stays until the next one is there, so that the list does not jump.
  const list = trpc.audit.search.useQuery(toSearchInput({ ...filter, order, cursor }), {
    ...askedByHand,
    placeholderData: keepPreviousData,
  });
  const turn = (to: AuditTurn) => void navigate({ search: { ...filter, ...to } });
  return (
    <Page title={t('title')} lead={t('lead')} width="wide">
      <SearchForm filter={filter} onSearch={(next) => void navigate({ search: { ...next, order } })} />
      <QueryView
        query={list}
        skeleton={<RecordsSkeleton />}
        isEmpty={({ items, next }) => items.length === 0 && next === null}
        empty={<EmptySearch filter={filter} />}
      >
        {(page) => (
          <RecordList
            page={page}
            isBusy={list.isPlaceholderData}
            onTurn={turn}
            order={order}
            above={<ExportLink filter={filter} />}
          />
        )}
      </QueryView>
    </Page>
  );
}

/** The record of everything, for who may read it. */
export function AuditSearchScreen() {
  return (
    <PermissionGate permission="audit.read">
      <Search />
    </PermissionGate>
  );
}
