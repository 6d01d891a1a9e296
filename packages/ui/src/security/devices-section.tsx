import { Button, Text } from '@mantine/core';
import type { KnownDeviceView } from '@ostiary/domain/auth';
import { Trans } from 'react-i18next';
import { Section } from '../page.tsx';
import { EmptyNote, QueryView } from '../query-view.tsx';
import { Pill } from '../status.tsx';
import { Time } from '../time.tsx';
import { identity } from './identity-api.ts';
import { MutationNote } from './mutation-note.tsx';
import { Row, Rows, RowsSkeleton, sayDevice } from './rows.tsx';
import { useWords } from './use-words.ts';

interface DeviceRowProps {
  known: KnownDeviceView;
  isPending: boolean;
  onForget: () => void;
}

function DeviceRow({ known, isPending, onForget }: DeviceRowProps) {
  const { t } = useWords();
  const device = sayDevice(known.device, t);
  return (
    <Row
      title={
        <>
          {device} {known.isCurrent && <Pill tone="accent">{t('thisOne')}</Pill>}
        </>
      }
      notes={[
        <Trans
          key="seen"
          t={t}
          i18nKey="devices.seen"
          values={{ address: known.address }}
          components={{ seen: <Time value={known.lastSeenAt} isWithin /> }}
        />,
      ]}
      action={
        <Button
          variant="default"
          size="sm"
          loading={isPending}
          onClick={onForget}
          aria-label={`${t('devices.forget')}: ${device}`}
        >
          {t('devices.forget')}
        </Button>
      }
    />
  );
}

/** Browsers from which a sign-in needs no notice. */
export function DevicesSection() {
  const { t } = useWords();
  const list = identity.sessions.devices.useQuery();
  const forget = identity.sessions.forgetDevice.useMutation();
  return (
    <Section title={t('devices.title')}>
      <Text c="dimmed">{t('devices.lead')}</Text>
      <QueryView
        query={list}
        skeleton={<RowsSkeleton />}
        isEmpty={({ devices }) => devices.length === 0}
        empty={<EmptyNote title={t('devices.empty')}>{t('devices.emptyText')}</EmptyNote>}
      >
        {({ devices }) => (
          <Rows label={t('devices.title')}>
            {devices.map((known) => (
              <DeviceRow
                key={known.id}
                known={known}
                isPending={forget.isPending && forget.variables.id === known.id}
                onForget={() => forget.mutate({ id: known.id })}
              />
            ))}
          </Rows>
        )}
      </QueryView>
      <MutationNote mutation={forget} done={t('devices.forgotten')} />
    </Section>
  );
}
