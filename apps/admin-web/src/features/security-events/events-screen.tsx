import { Stack } from '@mantine/core';
import { SECURITY_EVENT_TYPES, type SecurityEventPage } from '@ostiary/domain/security-events';
import { EmptyNote, Page, Pager, QueryView } from '@ostiary/ui';
import { keepPreviousData } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { routeIds } from '../../app/paths.ts';
import { PermissionGate } from '../../app/permission-gate.tsx';
import { usePermission } from '../../lib/person.ts';
import { trpc } from '../../lib/trpc.ts';
import { EventsCounts } from './events-counts.tsx';
import { EventsFilter } from './events-filter.tsx';
import { type EventsSearch, isNarrowed, toListInput } from './events-search.ts';
import { EventsTable } from './events-table.tsx';
import { ResolveMany } from './resolve-many.tsx';

const route = getRouteApi(routeIds.securityEvents);

function useCountText() {
  const { t } = useTranslation('security-events');
  return ({ count }: Pick<SecurityEventPage, 'count'>) => (count === null ? t('countMany') : t('count', { count }));
}

function EmptyList({ filter }: { filter: EventsSearch }) {
  const { t } = useTranslation('security-events');
  const isOpen = filter.state === undefined || filter.state === 'open';
  const kind = isNarrowed(filter) || !isOpen ? 'none' : 'nothing';
  return <EmptyNote title={t(`empty.${kind}.title`)}>{t(`empty.${kind}.text`)}</EmptyNote>;
}

/** The address's filter; a type that is none of today's is left out. */
function useEventsSearch() {
  const { type, pages = [], ...filter } = route.useSearch();
  return { pages, filter: { ...filter, type: SECURITY_EVENT_TYPES.find((known) => known === type) } };
}

interface ChosenEventsProps {
  rows: SecurityEventPage['results'];
  isOpen: boolean;
  onNarrow: (part: Partial<EventsSearch>) => void;
}

/** The list; what is open can be chosen, and resolved together. */
function ChosenEvents({ rows, isOpen, onNarrow }: ChosenEventsProps) {
  const { t } = useTranslation('security-events');
  const canResolve = usePermission('security.resolve');
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const label = (row: SecurityEventPage['results'][number]) =>
    t('many.choose', { event: t(`type.${row.eventType}.title`) });
  const selection = canResolve && isOpen ? { selected, onChange: setSelected, label } : undefined;
  return (
    <>
      {selection && <ResolveMany chosen={rows.filter(({ id }) => selected.has(id))} onChosen={setSelected} />}
      <EventsTable rows={rows} onNarrow={onNarrow} selection={selection} />
    </>
  );
}

function Events() {
  const { t } = useTranslation('security-events');
  const countText = useCountText();
  const { pages, filter } = useEventsSearch();
  const navigate = route.useNavigate();
  // The last page stays until the next one is there, so that the list does not jump.
  const list = trpc.securityEvents.list.useQuery(toListInput({ ...filter, pages }), {
    placeholderData: keepPreviousData,
  });
  const turn = (to: string[]) =>
    void navigate({ search: (now) => ({ ...now, pages: to.length > 0 ? to : undefined }) });
  const narrow = (part: Partial<EventsSearch>) =>
    void navigate({ search: (now) => ({ ...now, ...part, pages: undefined }), replace: true });
  const isOpen = filter.state === undefined || filter.state === 'open' || filter.state === 'mine';
  const ownerName = list.data?.results.find(({ owner }) => owner?.id === filter.owner)?.owner?.name;
  return (
    <Page title={t('title')} lead={t('lead')} width="wide">
      <EventsCounts chosen={filter.severity} onChoose={(severity) => narrow({ severity })} />
      <EventsFilter filter={filter} ownerName={ownerName} onChange={narrow} />
      <QueryView query={list} isEmpty={({ results }) => results.length === 0} empty={<EmptyList filter={filter} />}>
        {({ results, next, count }) => (
          <Stack gap="md" aria-busy={list.isPlaceholderData}>
            <ChosenEvents rows={results} isOpen={isOpen} onNarrow={narrow} />
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

/** What the bank's doors noticed, the newest first, for staff who may read it. */
export function SecurityEventsScreen() {
  return (
    <PermissionGate permission="security.read">
      <Events />
    </PermissionGate>
  );
}
