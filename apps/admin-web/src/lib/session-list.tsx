import { Button, Group, Text } from '@mantine/core';
import type { SessionView } from '@ostiary/domain/access';
import { Section, Time } from '@ostiary/ui';
import { Row, Rows, sayDevice } from '@ostiary/ui/security';
import { useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { ReasonDialog } from './reason-dialog.tsx';

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

type EndAll = (why: string) => Promise<unknown>;

function EndAllButton({ count, onEndAll }: { count: number; onEndAll: EndAll }) {
  const { t } = useTranslation();
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <Group>
        <Button variant="default" size="sm" onClick={() => setAsking(true)}>
          {t('common:sessions.endAll')}
        </Button>
      </Group>
      {isAsking && (
        <ReasonDialog
          title={t('common:sessions.endAll')}
          text={t('common:sessions.endText', { count })}
          confirmText={t('common:sessions.endAll')}
          tone="refusal"
          run={onEndAll}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}

interface SessionListProps {
  sessions: readonly SessionView[];
  lead?: string;
  /** Left out where the reader only looks. */
  onEndAll?: EndAll;
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
          {onEndAll && <EndAllButton count={sessions.length} onEndAll={onEndAll} />}
        </>
      )}
    </Section>
  );
}
