import { Button, Group, Text } from '@mantine/core';
import type { SessionView } from '@ostiary/domain/access';
import { Callout, ConfirmDialog, Section, Time } from '@ostiary/ui';
import { Row, Rows, sayDevice, useStepUp } from '@ostiary/ui/security';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { errorText } from './errors.ts';

function SessionRow({ session }: { session: SessionView }) {
  const { t } = useTranslation();
  const { portal, address, hasSecondFactor } = session;
  const facts = [
    t(`common:sessions.door.${portal}`),
    ...(address ? [t('security:from', { address })] : []),
    ...(hasSecondFactor ? [t('common:sessions.factor')] : []),
  ];
  return (
    <Row
      title={sayDevice(session.device, t)}
      notes={[
        facts.join(' · '),
        <Trans
          key="used"
          i18nKey="security:sessions.used"
          components={{
            started: <Time value={session.startedAt} isWithin />,
            used: <Time value={session.lastUsedAt} isWithin />,
          }}
        />,
      ]}
    />
  );
}

function EndAll({ count, onEndAll }: { count: number; onEndAll: () => Promise<unknown> }) {
  const { t } = useTranslation();
  const [isAsking, setAsking] = useState(false);
  const { withStepUp, dialog } = useStepUp();
  const end = useMutation({ mutationFn: () => withStepUp(onEndAll), onSuccess: () => setAsking(false) });
  return (
    <>
      <Group>
        <Button variant="default" size="sm" onClick={() => setAsking(true)}>
          {t('common:sessions.endAll')}
        </Button>
      </Group>
      <ConfirmDialog
        opened={isAsking}
        title={t('common:sessions.endAll')}
        confirmText={t('common:sessions.endAll')}
        tone="refusal"
        isPending={end.isPending}
        onConfirm={() => end.mutate()}
        onCancel={() => setAsking(false)}
      >
        <Text>{t('common:sessions.endText', { count })}</Text>
        {end.isError && (
          <Callout tone="refusal" role="alert">
            {errorText(end.error, t)}
          </Callout>
        )}
      </ConfirmDialog>
      {dialog}
    </>
  );
}

interface SessionListProps {
  sessions: readonly SessionView[];
  lead?: string;
  /** Left out where the reader only looks. */
  onEndAll?: () => Promise<unknown>;
}

/** Somebody's live sessions, with one button that ends them all. */
export function SessionList({ sessions, lead, onEndAll }: SessionListProps) {
  const { t } = useTranslation();
  return (
    <Section title={t('common:sessions.title')}>
      {sessions.length === 0 ? (
        <Text c="dimmed">{t('common:sessions.none')}</Text>
      ) : (
        <>
          {lead && <Text c="dimmed">{lead}</Text>}
          <Rows label={t('common:sessions.title')}>
            {sessions.map((session) => (
              <SessionRow key={session.id} session={session} />
            ))}
          </Rows>
          {onEndAll && <EndAll count={sessions.length} onEndAll={onEndAll} />}
        </>
      )}
    </Section>
  );
}
