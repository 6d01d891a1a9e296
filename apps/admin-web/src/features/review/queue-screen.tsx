import { Button, Group, Skeleton, Stack } from '@mantine/core';
import { Callout, EmptyNote, Page, Pager, QueryView } from '@ostiary/ui';
import { keepPreviousData } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { routeIds } from '../../app/paths.ts';
import { errorText } from '../../lib/errors.ts';
import { usePermission } from '../../lib/person.ts';
import { trpc } from '../../lib/trpc.ts';
import { pollMs } from './poll.ts';
import { QueueFilterBar } from './queue-filter.tsx';
import type { QueueSearch } from './queue-search.ts';
import { QueueTable } from './queue-table.tsx';
import { QueueTabs } from './queue-tabs.tsx';
import { ShortcutKey } from './shortcut-key.tsx';
import { useNextCase } from './use-next-case.ts';
import { useShortcuts } from './use-shortcuts.ts';

const route = getRouteApi(routeIds.queue);

function NextCase() {
  const { t } = useTranslation('review');
  const next = useNextCase();
  useShortcuts({ n: next.open });
  return (
    <Stack gap="sm">
      <Group>
        <Button onClick={next.open} loading={next.isPending} aria-keyshortcuts="n">
          {t('next.action')}
          <ShortcutKey>n</ShortcutKey>
        </Button>
      </Group>
      <div role="status">
        {next.isNothingWaiting && (
          <Callout tone="info" title={t('next.none')}>
            {t('next.noneText')}
          </Callout>
        )}
      </div>
      {next.error && (
        <Callout tone="refusal" role="alert">
          {errorText(next.error, t)}
        </Callout>
      )}
    </Stack>
  );
}

function QueueSkeleton() {
  return (
    <Stack gap={6} aria-hidden>
      {Array.from({ length: 8 }, (_, row) => (
        <Skeleton key={row} height={34} />
      ))}
    </Stack>
  );
}

function NothingHere({ filter }: { filter: QueueSearch }) {
  const { t } = useTranslation('review');
  const isNarrowed = filter.search !== undefined || filter.late !== undefined;
  const kind = isNarrowed ? 'filtered' : (filter.tab ?? 'waiting');
  return <EmptyNote title={t(`empty.${kind}.title`)}>{t(`empty.${kind}.text`)}</EmptyNote>;
}

export function QueueScreen() {
  const { t } = useTranslation('review');
  const filter = route.useSearch();
  const navigate = route.useNavigate();
  const canClaim = usePermission('review.claim');
  const pages = filter.pages ?? [];
  const input = { tab: filter.tab ?? 'waiting', search: filter.search, late: filter.late, cursor: pages.at(-1) };
  // The last page stays until the next one is there, so that the list does not jump.
  const queue = trpc.review.queue.useQuery(input, { refetchInterval: pollMs, placeholderData: keepPreviousData });
  const counts = trpc.review.counts.useQuery(undefined, { refetchInterval: pollMs });
  const turn = (to: string[]) =>
    void navigate({ search: (now) => ({ ...now, pages: to.length > 0 ? to : undefined }) });
  const narrow = (part: Partial<QueueSearch>) =>
    void navigate({ search: (now) => ({ ...now, ...part, pages: undefined }), replace: true });
  const waiting = counts.data?.waiting;
  return (
    <Page title={waiting === undefined ? t('queue.title') : t('queue.titleCount', { count: waiting })} width="wide">
      {canClaim && <NextCase />}
      <QueueTabs filter={filter} counts={counts.data} />
      <QueueFilterBar filter={filter} late={counts.data?.late} onChange={narrow} />
      <QueryView
        query={queue}
        skeleton={<QueueSkeleton />}
        isEmpty={(page) => page.results.length === 0}
        empty={<NothingHere filter={filter} />}
      >
        {(page) => (
          <Stack gap="md" aria-busy={queue.isPlaceholderData}>
            <QueueTable rows={page.results} />
            <Pager
              label={t('queue.pages')}
              text={page.count === null ? t('queue.many') : t('queue.count', { count: page.count })}
              onPrevious={pages.length > 0 ? () => turn(pages.slice(0, -1)) : undefined}
              onNext={page.next === null ? undefined : () => page.next !== null && turn([...pages, page.next])}
            />
          </Stack>
        )}
      </QueryView>
    </Page>
  );
}
