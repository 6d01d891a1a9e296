import { Button, Group, Stack, Text } from '@mantine/core';
import type { ContactChannel } from '@ostiary/domain/registration';
import { Callout, QueryView, Section, StatusMark } from '@ostiary/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ContactChange } from '../../lib/contact-change.tsx';
import { ContactCode } from '../../lib/contact-code.tsx';
import { trpc } from '../../lib/trpc.ts';

interface ContactRowProps {
  channel: ContactChannel;
  value: string;
  isConfirmed: boolean;
}

type RowState = 'shown' | 'changing' | 'changed' | 'confirming' | 'confirmed';

/** What can be done about a contact: an unconfirmed one is confirmed where it stands, a missing one added. */
function ContactButtons({ channel, value, isConfirmed, onDo }: ContactRowProps & { onDo: (state: RowState) => void }) {
  const { t } = useTranslation('security-page');
  const isThere = value !== '';
  return (
    <Group gap="sm">
      {isThere && !isConfirmed && (
        <Button size="sm" onClick={() => onDo('confirming')}>
          {t(`contact.confirm.${channel}`)}
        </Button>
      )}
      <Button variant="default" size="sm" onClick={() => onDo('changing')}>
        {isThere ? t(`contact.change.${channel}`) : t('contact.add')}
      </Button>
    </Group>
  );
}

function ContactRow(contact: ContactRowProps) {
  const { channel, value, isConfirmed } = contact;
  const { t } = useTranslation('security-page');
  const [state, setState] = useState<RowState>('shown');
  const isDone = state === 'changed' || state === 'confirmed';
  return (
    <Stack gap="xs" align="flex-start">
      <Text fw={600}>{t(`contact.${channel}`)}</Text>
      {value === '' ? <Text c="dimmed">{t('contact.none')}</Text> : <Text>{value}</Text>}
      {value !== '' && (
        <StatusMark status={isConfirmed ? 'accepted' : 'missing'}>
          {t(isConfirmed ? 'profile:confirmed' : 'profile:unconfirmed')}
        </StatusMark>
      )}
      {isDone && (
        <Callout tone="accepted" role="status">
          {t(`contact.${state}`)}
        </Callout>
      )}
      {state === 'changing' && (
        <ContactChange channel={channel} onDone={() => setState('changed')} onCancel={() => setState('shown')} />
      )}
      {state === 'confirming' && (
        <>
          <ContactCode channel={channel} contact={value} onDone={() => setState('confirmed')} />
          <Button variant="subtle" size="sm" onClick={() => setState('shown')}>
            {t('common:ui.cancel')}
          </Button>
        </>
      )}
      {(state === 'shown' || isDone) && <ContactButtons {...contact} onDo={setState} />}
    </Stack>
  );
}

/** E-mail and phone, each changed by a code that goes to the new one. */
export function ContactSection() {
  const { t } = useTranslation('security-page');
  const profile = trpc.profile.get.useQuery();
  return (
    <Section title={t('contact.title')}>
      <QueryView query={profile}>
        {({ email, emailConfirmed, phoneNumber, phoneConfirmed }) => (
          <Stack gap="lg">
            <ContactRow channel="email" value={email} isConfirmed={emailConfirmed} />
            <ContactRow channel="phone" value={phoneNumber} isConfirmed={phoneConfirmed} />
          </Stack>
        )}
      </QueryView>
    </Section>
  );
}
