import { Button, Group, Stack, Text } from '@mantine/core';
import type { ContactChannel } from '@ostiary/domain/registration';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { paths } from '../../app/paths.ts';
import { ContactChange } from '../../lib/contact-change.tsx';
import { ContactCode } from '../../lib/contact-code.tsx';
import { StepPage } from '../../lib/step-page.tsx';

interface ContactStepProps {
  channel: ContactChannel;
  contact: string;
}

/** The contact on file, or the right one where that is wrong. */
function ContactStep({ channel, contact }: ContactStepProps) {
  const { t } = useTranslation('registration');
  const navigate = useNavigate();
  // A phone that was not confirmed within a day is no longer on file.
  const [isChanging, setIsChanging] = useState(contact === '');
  const goOn = () => void navigate({ to: paths.continue, replace: true });
  if (isChanging) return <ContactChange channel={channel} onDone={goOn} onCancel={() => setIsChanging(false)} />;
  return (
    <Stack gap="lg">
      <ContactCode channel={channel} contact={contact} onDone={goOn} />
      <Group gap="xs">
        <Text>{t(`wrong.${channel}`)}</Text>
        <Button variant="subtle" size="compact-md" onClick={() => setIsChanging(true)}>
          {t('wrong.change')}
        </Button>
      </Group>
    </Stack>
  );
}

function ContactScreen({ channel }: { channel: ContactChannel }) {
  const { t } = useTranslation('registration');
  return (
    <StepPage code={channel} title={t(`contact.${channel}.title`)}>
      {(row) => <ContactStep channel={channel} contact={row.summary ?? ''} />}
    </StepPage>
  );
}

/** Confirms the e-mail of a signed-in person. */
export function EmailScreen() {
  return <ContactScreen channel="email" />;
}

/** Confirms the phone of a signed-in person. */
export function PhoneScreen() {
  return <ContactScreen channel="phone" />;
}
