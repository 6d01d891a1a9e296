import { Button, Group, Stack } from '@mantine/core';
import type { DraftView, ReplayFacts, ReplayPage } from '@ostiary/domain/policy';
import { Callout, EmptyNote, Pager, Progress, QueryView, Section, Time } from '@ostiary/ui';
import { keepPreviousData } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { routeIds } from '../../app/paths.ts';
import { errorText } from '../../lib/errors.ts';
import { usePermission } from '../../lib/person.ts';
import { trpc } from '../../lib/trpc.ts';
import { ReplayTable } from './replay-table.tsx';
import classes from './policies.module.css';

const route = getRouteApi(routeIds.policyDraft);
const pollMs = 1_000;

const isRunning = ({ state }: Pick<ReplayFacts, 'state'>) => state === 'QUEUED' || state === 'RUNNING';

function Standing({ replay }: { replay: ReplayFacts }) {
  const { t } = useTranslation('policies');
  const { state, done, total, changed } = replay;
  if (isRunning(replay))
    return (
      <Progress
        label={t('replay.title')}
        percent={total === 0 ? 0 : (done * 100) / total}
        text={t('replay.progress', { done, total })}
      />
    );
  return (
    <div role="status">
      <Callout tone={state === 'FAILED' ? 'refusal' : changed > 0 ? 'caution' : 'accepted'}>
        {state === 'FAILED' ? t('replay.failed', { done, total }) : t('replay.done', { count: changed, total })}
      </Callout>
    </div>
  );
}

function Outcomes({ page }: { page: ReplayPage }) {
  const { t } = useTranslation('policies');
  const { pages = [] } = route.useSearch();
  const navigate = route.useNavigate();
  const turn = (to: string[]) =>
    void navigate({ search: (now) => ({ ...now, pages: to.length > 0 ? to : undefined }), resetScroll: false });
  const { replay, items, next } = page;
  return (
    <Stack gap="md">
      <Standing replay={replay} />
      {!replay.isCurrent && <Callout tone="caution">{t('replay.older')}</Callout>}
      <p className={classes.quiet}>
        {t('replay.asked', { name: replay.requestedBy ?? '' })} <Time value={replay.requestedAt} />
      </p>
      {items.length > 0 && <ReplayTable items={items} />}
      {(pages.length > 0 || next !== null) && (
        <Pager
          label={t('replay.pages')}
          onPrevious={pages.length > 0 ? () => turn(pages.slice(0, -1)) : undefined}
          onNext={next === null ? undefined : () => turn([...pages, next])}
        />
      )}
    </Stack>
  );
}

function Result({ id }: { id: string }) {
  const { pages = [] } = route.useSearch();
  const result = trpc.policies.replayResult.useQuery(
    { id, cursor: pages.at(-1) },
    {
      placeholderData: keepPreviousData,
      refetchInterval: ({ state }) => (state.data && isRunning(state.data.replay) ? pollMs : false),
    },
  );
  return (
    <QueryView query={result} isEmpty={() => false}>
      {(page) => <Outcomes page={page} />}
    </QueryView>
  );
}

/** What the draft would have changed for applications that are decided. */
export function ReplaySection({ draft, isDirty }: { draft: DraftView; isDirty: boolean }) {
  const { t } = useTranslation('policies');
  const navigate = route.useNavigate();
  const mayPublish = usePermission('policy.publish');
  const replay = trpc.policies.replay.useMutation({
    onSuccess: () => void navigate({ search: {}, replace: true, resetScroll: false }),
  });
  const isOpen = draft.state === 'DRAFT' || draft.state === 'PROPOSED';
  const addsCheck = draft.body.checks.some((check) => !draft.base.body.checks.includes(check));
  return (
    <Section title={t('replay.title')}>
      <p>{t('replay.text')}</p>
      {addsCheck && <Callout tone="info">{t('replay.newCheck')}</Callout>}
      {replay.isError && (
        <Callout tone="refusal" role="alert">
          {errorText(replay.error, t)}
        </Callout>
      )}
      {isOpen && mayPublish && (
        <Group gap="sm">
          <Button
            variant="default"
            disabled={isDirty}
            loading={replay.isPending}
            onClick={() => replay.mutate({ id: draft.id, version: draft.version })}
          >
            {t('replay.action')}
          </Button>
          {isDirty && <span className={classes.quiet}>{t('act.saveFirst')}</span>}
        </Group>
      )}
      {draft.replay ? (
        <Result id={draft.replay.id} />
      ) : (
        <EmptyNote title={t('replay.none.title')}>{t('replay.none.text')}</EmptyNote>
      )}
    </Section>
  );
}
