import { Button } from '@mantine/core';
import type { SessionView } from '@ostiary/domain/auth';
import { useState } from 'react';
import { Trans } from 'react-i18next';
import { ConfirmDialog } from '../confirm-dialog.tsx';
import { Section } from '../page.tsx';
import { EmptyNote, QueryView } from '../query-view.tsx';
import { Pill } from '../status.tsx';
import { Time } from '../time.tsx';
import { identity } from './identity-api.ts';
import { MutationNote } from './mutation-note.tsx';
import { Row, Rows, RowsSkeleton, sayDevice } from './rows.tsx';
import { useWords } from './use-words.ts';

interface SessionRowProps {
  session: SessionView;
  isPending: boolean;
  onEnd: () => void;
}

function SessionRow({ session, isPending, onEnd }: SessionRowProps) {
  const { t } = useWords();
  const device = sayDevice(session.device, t);
  return (
    <Row
      title={
        <>
          {device} {session.isCurrent && <Pill tone="accent">{t('thisOne')}</Pill>}
        </>
      }
      notes={[
        t('from', { address: session.address }),
        <Trans
          key="used"
          t={t}
          i18nKey="sessions.used"
          components={{
            started: <Time value={session.startedAt} isWithin />,
            used: <Time value={session.lastUsedAt} isWithin />,
          }}
        />,
      ]}
      action={
        !session.isCurrent && (
          <Button
            variant="default"
            size="sm"
            loading={isPending}
            onClick={onEnd}
            aria-label={`${t('sessions.end')}: ${device}`}
          >
            {t('sessions.end')}
          </Button>
        )
      }
    />
  );
}

function EndOthers({ isPending, onConfirm }: { isPending: boolean; onConfirm: () => void }) {
  const { t } = useWords();
  const [isAsking, setIsAsking] = useState(false);
  return (
    <>
      <div>
        <Button variant="default" loading={isPending} onClick={() => setIsAsking(true)}>
          {t('sessions.endOthers')}
        </Button>
      </div>
      <ConfirmDialog
        opened={isAsking}
        title={t('sessions.endOthers')}
        confirmText={t('sessions.endOthers')}
        onCancel={() => setIsAsking(false)}
        onConfirm={() => {
          setIsAsking(false);
          onConfirm();
        }}
      >
        {t('sessions.endOthersText')}
      </ConfirmDialog>
    </>
  );
}

/** Where the person is signed in; each place but this one can be ended. */
export function SessionsSection() {
  const { t } = useWords();
  const list = identity.sessions.list.useQuery();
  const revoke = identity.sessions.revoke.useMutation();
  const revokeOthers = identity.sessions.revokeOthers.useMutation();
  const last = revokeOthers.submittedAt > revoke.submittedAt ? revokeOthers : revoke;
  return (
    <Section title={t('sessions.title')}>
      <QueryView
        query={list}
        skeleton={<RowsSkeleton />}
        isEmpty={({ sessions }) => sessions.length === 0}
        empty={<EmptyNote title={t('sessions.empty')}>{t('sessions.emptyText')}</EmptyNote>}
      >
        {({ sessions }) => (
          <>
            <Rows label={t('sessions.title')}>
              {sessions.map((session) => (
                <SessionRow
                  key={session.id}
                  session={session}
                  isPending={revoke.isPending && revoke.variables.id === session.id}
                  onEnd={() => revoke.mutate({ id: session.id })}
                />
              ))}
            </Rows>
            {sessions.some(({ isCurrent }) => !isCurrent) && (
              <EndOthers isPending={revokeOthers.isPending} onConfirm={() => revokeOthers.mutate()} />
            )}
          </>
        )}
      </QueryView>
      <MutationNote mutation={last} done={last.data && t('sessions.ended', { count: last.data.ended })} />
    </Section>
  );
}
