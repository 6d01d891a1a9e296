import { Button } from '@mantine/core';
import type { ActivityItem } from '@ostiary/domain/auth';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Section } from '../page.tsx';
import { EmptyNote, QueryView } from '../query-view.tsx';
import { ActivityRow } from './activity-row.tsx';
import { identity } from './identity-api.ts';
import { MutationNote } from './mutation-note.tsx';
import { ReportDialog } from './report-dialog.tsx';
import { Rows, RowsSkeleton } from './rows.tsx';
import { useWords } from './use-words.ts';

const pageLength = 10;

/** Every sign-in and attempt, newest first; what was not the person can be reported. */
export function ActivitySection({ onSignedOut }: { onSignedOut: () => void }) {
  const { t } = useWords();
  const [suspect, setSuspect] = useState<ActivityItem | null>(null);
  const { client } = identity.useUtils();
  // Not tRPC's own hook: it sends a `direction` along, and the server knows no such field.
  const list = useInfiniteQuery({
    queryKey: ['activity', 'mine'],
    queryFn: ({ pageParam: cursor }) => client.activity.mine.query({ limit: pageLength, ...(cursor && { cursor }) }),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
  const report = identity.activity.report.useMutation({
    // A view asked for anew would only be refused: the session may have ended.
    meta: { isQuiet: true },
    onSuccess: ({ sessionsEnded }) => {
      if (sessionsEnded > 0) onSignedOut();
      else void list.refetch();
    },
    onSettled: () => setSuspect(null),
  });
  return (
    <Section title={t('activity.title')}>
      <QueryView
        query={list}
        skeleton={<RowsSkeleton />}
        isEmpty={({ pages }) => pages.every(({ items }) => items.length === 0)}
        empty={<EmptyNote title={t('activity.empty')}>{t('activity.emptyText')}</EmptyNote>}
      >
        {({ pages }) => (
          <Rows label={t('activity.title')}>
            {pages
              .flatMap(({ items }) => items)
              .map((item) => (
                <ActivityRow key={item.id} item={item} onNotMe={() => setSuspect(item)} />
              ))}
          </Rows>
        )}
      </QueryView>
      {list.hasNextPage && (
        <div>
          <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t('activity.more')}
          </Button>
        </div>
      )}
      <MutationNote mutation={report} done={t('activity.thanks')} />
      <ReportDialog
        suspect={suspect}
        isPending={report.isPending}
        onConfirm={(id) => report.mutate({ id })}
        onCancel={() => setSuspect(null)}
      />
    </Section>
  );
}
