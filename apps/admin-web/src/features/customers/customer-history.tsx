import { Button, Group, Text } from '@mantine/core';
import type { CustomerHistoryLine } from '@ostiary/domain/access';
import { TimelineKind, timelineSentence } from '@ostiary/domain/application';
import type { CustomerView } from '@ostiary/domain/data-protection';
import { Language } from '@ostiary/domain/shared';
import { QueryView, Section, Time, Timeline } from '@ostiary/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { paths } from '../../app/paths.ts';
import { usePermission } from '../../lib/person.ts';
import { trpc } from '../../lib/trpc.ts';

function useSentence() {
  const { t, i18n } = useTranslation('customers');
  const language = Language.catch('en').parse(i18n.resolvedLanguage);
  return ({ kind, event }: CustomerHistoryLine) => {
    if (kind !== 'APPLICATION') return t(`history.${kind}`);
    const { data } = TimelineKind.safeParse(event);
    return data ? timelineSentence(data, 'staff', language) : t('history.APPLICATION');
  };
}

function Line({ line }: { line: CustomerHistoryLine }) {
  const { t } = useTranslation('customers');
  const canOpen = usePermission('review.read');
  const said = useSentence()(line);
  const { applicationId, by, why } = line;
  return (
    <>
      {canOpen && applicationId ? (
        <Link to={paths.case} params={{ id: applicationId }}>
          {said}
        </Link>
      ) : (
        said
      )}
      {by && <Text c="dimmed">{t('history.by', { name: by })}</Text>}
      {why && <Text c="dimmed">{why}</Text>}
    </>
  );
}

/** What happened to the customer, their account and their applications, newest first. */
export function CustomerHistory({ id }: Pick<CustomerView, 'id'>) {
  const { t } = useTranslation('customers');
  const canAudit = usePermission('audit.read');
  const { client } = trpc.useUtils();
  // By hand: tRPC's own form sends a `direction` besides, which a strict input refuses. The key is as tRPC writes it.
  const found = useInfiniteQuery({
    queryKey: [['customers', 'history'], { id }],
    queryFn: ({ pageParam }) => client.customers.history.query({ id, limit: 20, cursor: pageParam || undefined }),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
  return (
    <Section title={t('history.title')}>
      <QueryView
        query={found}
        isEmpty={({ pages }) => pages.every(({ items }) => items.length === 0)}
        empty={<Text c="dimmed">{t('history.none')}</Text>}
      >
        {({ pages }) => (
          <>
            <Timeline
              entries={pages
                .flatMap(({ items }) => items)
                .map((line) => ({ id: line.id, text: <Line line={line} />, at: <Time value={line.at} /> }))}
            />
            {found.hasNextPage && (
              <Group>
                <Button
                  variant="default"
                  size="sm"
                  loading={found.isFetchingNextPage}
                  onClick={() => void found.fetchNextPage()}
                >
                  {t('history.more')}
                </Button>
              </Group>
            )}
          </>
        )}
      </QueryView>
      {canAudit && (
        <Link to={paths.auditPerson} params={{ id }}>
          {t('history.trail')}
        </Link>
      )}
    </Section>
  );
}
