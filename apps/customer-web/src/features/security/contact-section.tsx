import { Button, Stack, Text } from '@mantine/core';
import type { ContactChannel } from '@ostiary/domain/registration';
import { Callout, QueryView, Section, StatusMark } from '@ostiary/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ContactChange } from '../../lib/contact-change.tsx';
import { trpc } from '../../lib/trpc.ts';

interface ContactRowProps {
  channel: ContactChannel;
  value: string;
  isConfirmed: boolean;
}

function ContactRow({ channel, value, isConfirmed }: ContactRowProps) {
  const { t } = useTranslation('security-page');
  const [state, setState] = useState<'shown' | 'changing' | 'changed'>('shown');
  return (
    <Stack gap="xs" align="flex-start">
      <Text fw={600}>{t(`contact.${channel}`)}</Text>
      <Text>{value}</Text>
      <StatusMark status={isConfirmed ? 'accepted' : 'missing'}>
        {t(isConfirmed ? 'profile:confirmed' : 'profile:unconfirmed')}
      </StatusMark>
      {state === 'changed' && (
        <Callout tone="accepted" role="status">
          {t('contact.changed')}
        </Callout>
      )}
      {state === 'changing' ? (
        <ContactChange channel={channel} onDone={() => setState('changed')} onCancel={() => setState('shown')} />
      ) : (
        <Button variant="default" size="sm" onClick={() => setState('changing')}>
          {t(`contact.change.${channel}`)}
        </Button>
      )}
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
