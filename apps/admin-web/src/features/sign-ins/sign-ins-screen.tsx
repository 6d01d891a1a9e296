import { Button, Group, Skeleton, Stack } from '@mantine/core';
import { EmptyNote, Page, QueryView } from '@ostiary/ui';
import { keepPreviousData } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { routeIds } from '../../app/paths.ts';
import { PermissionGate } from '../../app/permission-gate.tsx';
import { trpc } from '../../lib/trpc.ts';
import { SignInsFilter } from './sign-ins-filter.tsx';
import { isNarrowed, toListInput, type SignInsSearch } from './sign-ins-search.ts';
import { SignInsTable } from './sign-ins-table.tsx';

const route = getRouteApi(routeIds.signIns);

function RowsSkeleton() {
  return (
    <Stack gap={6} aria-hidden>
      {Array.from({ length: 8 }, (_, row) => (
        <Skeleton key={row} height={34} />
      ))}
    </Stack>
  );
}

interface PagesProps {
  onNewer?: () => void;
  onOlder?: () => void;
}

function Pages({ onNewer, onOlder }: PagesProps) {
  const { t } = useTranslation('sign-ins');
  if (!onNewer && !onOlder) return null;
  return (
    <Group component="nav" aria-label={t('pages.label')} justify="flex-end" gap="xs">
      <Button variant="default" size="sm" disabled={!onNewer} onClick={onNewer}>
        {t('pages.newer')}
      </Button>
      <Button variant="default" size="sm" disabled={!onOlder} onClick={onOlder}>
        {t('pages.older')}
      </Button>
    </Group>
  );
}

function useTitle({ address, failed }: SignInsSearch) {
  const { t } = useTranslation('sign-ins');
  if (address) return t('title.address', { address });
  return failed ? t('title.failed') : t('title.all');
}

function SignIns() {
  const { t } = useTranslation('sign-ins');
  const filter = route.useSearch();
  const navigate = route.useNavigate();
  const pages = filter.pages ?? [];
  // The last page stays until the next one is there, so that the list does not jump.
  const list = trpc.loginActivity.list.useQuery(toListInput(filter), { placeholderData: keepPreviousData });
  const turn = (to: string[]) =>
    void navigate({ search: (now) => ({ ...now, pages: to.length > 0 ? to : undefined }) });
  const narrow = (part: Partial<SignInsSearch>) =>
    void navigate({ search: (now) => ({ ...now, ...part, pages: undefined }), replace: true });
  // A step of its own, so that "back" leads out of one address again.
  const showAddress = (address: string) => void navigate({ search: (now) => ({ ...now, address, pages: undefined }) });
  const kind = isNarrowed(filter) ? 'filtered' : 'all';
  return (
    <Page title={useTitle(filter)} lead={t('lead')} width="wide">
      <SignInsFilter filter={filter} onChange={narrow} />
      <QueryView
        query={list}
        skeleton={<RowsSkeleton />}
        empty={<EmptyNote title={t(`empty.${kind}.title`)}>{t(`empty.${kind}.text`)}</EmptyNote>}
      >
        {({ items, nextCursor }) => (
          <Stack gap="md" aria-busy={list.isPlaceholderData}>
            <SignInsTable rows={items} onAddress={showAddress} />
            <Pages
              onNewer={pages.length > 0 ? () => turn(pages.slice(0, -1)) : undefined}
              onOlder={nextCursor === null ? undefined : () => turn([...pages, nextCursor])}
            />
          </Stack>
        )}
      </QueryView>
    </Page>
  );
}

/** Everybody's sign-ins, for staff who may read about staff. */
export function SignInsScreen() {
  return (
    <PermissionGate permission="staff.read">
      <SignIns />
    </PermissionGate>
  );
}
