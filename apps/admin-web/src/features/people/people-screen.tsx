import { Group, Skeleton, Stack } from '@mantine/core';
import type { PersonItem } from '@ostiary/domain/access';
import { EmptyNote, Page, Pager, QueryView } from '@ostiary/ui';
import { keepPreviousData } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { routeIds } from '../../app/paths.ts';
import { PermissionGate } from '../../app/permission-gate.tsx';
import { usePermission } from '../../lib/person.ts';
import { trpc } from '../../lib/trpc.ts';
import { InvitationDialog } from './invitation-dialog.tsx';
import { InviteButton } from './invite-button.tsx';
import { PeopleFilter } from './people-filter.tsx';
import { isNarrowed, type PeopleSearch } from './people-search.ts';
import { PeopleTable } from './people-table.tsx';

const route = getRouteApi(routeIds.people);

function RowsSkeleton() {
  return (
    <Stack gap={6} aria-hidden>
      {Array.from({ length: 6 }, (_, row) => (
        <Skeleton key={row} height={36} />
      ))}
    </Stack>
  );
}

function PeopleList() {
  const { t } = useTranslation('people');
  const { pages = [], ...filter } = route.useSearch();
  const navigate = route.useNavigate();
  const [invitation, setInvitation] = useState<PersonItem>();
  // The last page stays until the next one is there, so that the list does not jump.
  const list = trpc.people.list.useQuery({ ...filter, cursor: pages.at(-1) }, { placeholderData: keepPreviousData });
  const turn = (to: string[]) =>
    void navigate({ search: (now) => ({ ...now, pages: to.length > 0 ? to : undefined }) });
  const narrow = (part: Partial<PeopleSearch>) =>
    void navigate({ search: (now) => ({ ...now, ...part, pages: undefined }), replace: true });
  const kind = isNarrowed(filter) ? 'none' : 'nothing';
  return (
    <>
      <PeopleFilter filter={filter} onChange={narrow} />
      <QueryView
        query={list}
        skeleton={<RowsSkeleton />}
        empty={<EmptyNote title={t(`empty.${kind}.title`)}>{t(`empty.${kind}.text`)}</EmptyNote>}
      >
        {({ items, nextCursor }) => (
          <Stack gap="md" aria-busy={list.isPlaceholderData}>
            <PeopleTable rows={items} onInvitation={setInvitation} />
            <Pager
              label={t('pages')}
              onPrevious={pages.length > 0 ? () => turn(pages.slice(0, -1)) : undefined}
              onNext={nextCursor === null ? undefined : () => turn([...pages, nextCursor])}
            />
          </Stack>
        )}
      </QueryView>
      {invitation && <InvitationDialog invitation={invitation} onClose={() => setInvitation(undefined)} />}
    </>
  );
}

function People() {
  const { t } = useTranslation('people');
  const canManage = usePermission('staff.manage');
  return (
    <Page title={t('title')} lead={t('lead')} width="wide">
      {canManage && (
        <Group>
          <InviteButton />
        </Group>
      )}
      <PeopleList />
    </Page>
  );
}

/** Everybody who may enter the staff portal, and who is invited to. */
export function PeopleScreen() {
  return (
    <PermissionGate permission="staff.read">
      <People />
    </PermissionGate>
  );
}
