import { Button, Group, Text } from '@mantine/core';
import type { SecurityEventReopening, SecurityEventView } from '@ostiary/domain/security-events';
import { Section, Time, Timeline } from '@ostiary/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ReasonDialog } from '../../lib/reason-dialog.tsx';
import { useEventChange } from './use-event-change.ts';
import classes from './security-events.module.css';

interface ViewProps {
  view: SecurityEventView;
}

function ReopenDialog({ view, onClose }: ViewProps & { onClose: () => void }) {
  const { t } = useTranslation('security-events');
  const { id } = view;
  const [seen] = useState(view.version);
  const reopen = useEventChange(id, (client, sent: { why: string; version: number }) =>
    client.securityEvents.reopen.mutate({ id, ...sent }),
  );
  return (
    <ReasonDialog
      title={t('reopen.title')}
      text={t('reopen.text')}
      confirmText={t('reopen.action')}
      run={(why, hasRead) => reopen.mutateAsync({ why, version: hasRead ? view.version : seen })}
      onClose={onClose}
    />
  );
}

/** For what was closed too soon. */
export function ReopenButton({ view }: ViewProps) {
  const { t } = useTranslation('security-events');
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      {view.state === 'RESOLVED' && (
        <Group>
          <Button variant="default" onClick={() => setOpen(true)}>
            {t('reopen.open')}
          </Button>
        </Group>
      )}
      {isOpen && <ReopenDialog view={view} onClose={() => setOpen(false)} />}
    </>
  );
}

function Reopening({ found }: { found: SecurityEventReopening }) {
  const { t } = useTranslation('security-events');
  const { by, why, resolution, resolvedBy, note, isAsRecorded } = found;
  return (
    <>
      {t('reopened.by', { name: by, why: why ?? t('noteGone') })}
      <div className={classes.quiet}>
        {t(`resolution.${resolution}`)} · {t('resolvedBy', { name: resolvedBy })}{' '}
        <Time value={found.resolvedAt} isWithin />
      </div>
      <div className={classes.quiet}>{note ?? t('noteGone')}</div>
      {isAsRecorded === false && <Text c="dimmed">{t('people:notAsRecorded')}</Text>}
    </>
  );
}

/** What was found before and taken back, and why; nothing where that never was. */
export function EventReopenings({ view: { reopenings } }: ViewProps) {
  const { t } = useTranslation('security-events');
  if (reopenings.length === 0) return null;
  return (
    <Section title={t('reopened.title')}>
      <Timeline
        entries={reopenings.map((found) => ({
          id: found.at,
          text: <Reopening found={found} />,
          at: <Time value={found.at} />,
        }))}
      />
    </Section>
  );
}
