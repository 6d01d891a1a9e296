import { Skeleton, Stack } from '@mantine/core';
import type { QueueCounts } from '@ostiary/domain/review';
import { EmptyNote, Page, QueryView } from '@ostiary/ui';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { routeIds } from '../../app/paths.ts';
import { fieldErrors } from '../../lib/errors.ts';
import { usePermission } from '../../lib/person.ts';
import { FilterChips } from './queue-chips.tsx';
import { useQueueOptions } from './queue-choices.ts';
import { QueueFilterBar } from './queue-filter.tsx';
import { NextAnswer, NextButton } from './queue-next.tsx';
import { QueuePageView } from './queue-page.tsx';
import { readQueueSearch, type QueueSearch } from './queue-search.ts';
import { QueueTabs } from './queue-tabs.tsx';
import { QueueViewsMenu } from './queue-views.tsx';
import { useNextCase } from './use-next-case.ts';
import { useQueue } from './use-queue.ts';
import classes from './queue.module.css';

const route = getRouteApi(routeIds.queue);
const skeletonRows = 8;

/** A search that the server would not run is the reader's to finish, not a failure. */
const isTooShort = (error: unknown) => fieldErrors(error).search !== undefined;

function QueueSkeleton() {
  return (
    <Stack gap={6} aria-hidden>
      {Array.from({ length: skeletonRows }, (_, row) => (
        <Skeleton key={row} height={52} />
      ))}
    </Stack>
  );
}

function QueueTop({ filter, onOpen }: { filter: QueueSearch; onOpen: (search: QueueSearch) => void }) {
  const canClaim = usePermission('review.claim');
  const next = useNextCase();
  return (
    <div className={classes.top}>
      {canClaim && <NextButton next={next} />}
      <QueueViewsMenu search={filter} onOpen={onOpen} />
      {canClaim && <NextAnswer next={next} />}
    </div>
  );
}

function useTitle(counts: QueueCounts | undefined) {
  const { t } = useTranslation('queue');
  if (!counts) return t('title');
  const { waiting, more } = counts;
  return more.includes('waiting') ? t('titleMany', { count: waiting }) : t('titleCount', { count: waiting });
}

/** The list of cases; everything that shapes it stands in the address. */
export function QueueScreen() {
  const { t } = useTranslation('queue');
  const filter = route.useSearch();
  const navigate = route.useNavigate();
  const options = useQueueOptions();
  const { queue, counts } = useQueue(filter);
  const shape = (part: Partial<QueueSearch>) =>
    void navigate({ search: (now) => readQueueSearch({ ...now, ...part }), replace: true });
  const narrow = (part: Partial<QueueSearch>) => shape({ ...part, pages: undefined });
  const turn = (pages: string[]) =>
    void navigate({ search: (now) => ({ ...now, pages: pages.length > 0 ? pages : undefined }) });
  return (
    <Page title={useTitle(counts.data)} width="wide">
      <QueueTop filter={filter} onOpen={(search) => void navigate({ search })} />
      <QueueTabs filter={filter} counts={counts.data} />
      <Stack gap="sm">
        <QueueFilterBar filter={filter} options={options} onChange={narrow} />
        <FilterChips filter={filter} options={options} onChange={narrow} />
      </Stack>
      {isTooShort(queue.error) ? (
        <EmptyNote title={t('empty.short.title')}>{t('empty.short.text')}</EmptyNote>
      ) : (
        <QueryView query={queue} skeleton={<QueueSkeleton />}>
          {(page) => (
            <QueuePageView
              page={page}
              isFresh={queue.isFetchedAfterMount && !queue.isPlaceholderData}
              filter={filter}
              options={options}
              onNarrow={narrow}
              onColumns={(columns) => shape({ columns })}
              onTurn={turn}
            />
          )}
        </QueryView>
      )}
    </Page>
  );
}
