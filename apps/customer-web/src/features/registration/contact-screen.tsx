import { Button, Group, Stack, Text } from '@mantine/core';
import type { ContactChannel } from '@ostiary/domain/registration';
import { Callout } from '@ostiary/ui';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { paths } from '../../app/paths.ts';
import { CodeForm } from '../../lib/code-form.tsx';
import { ContactChange } from '../../lib/contact-change.tsx';
import { DevMailboxLink } from '../../lib/dev-mailbox.tsx';
import { errorText } from '../../lib/errors.ts';
import { StepPage } from '../../lib/step-page.tsx';
import { trpc } from '../../lib/trpc.ts';
import { ResendButton } from './resend-button.tsx';

interface ContactCodeProps {
  channel: ContactChannel;
  contact: string;
}

function SendFailure({ error }: { error: unknown }) {
  const { t } = useTranslation();
  if (!error) return null;
  return (
    <Callout tone="refusal" role="alert">
      {errorText(error, t)}
    </Callout>
  );
}

function EnterCode({ channel }: { channel: ContactChannel }) {
  const navigate = useNavigate();
  const verify = trpc.contacts.verify.useMutation({ onSuccess: () => navigate({ to: paths.continue, replace: true }) });
  return (
    <CodeForm isPending={verify.isPending} error={verify.error} onSubmit={(code) => verify.mutate({ channel, code })} />
  );
}

function ContactCode({ channel, contact }: ContactCodeProps) {
  const { t } = useTranslation('registration');
  const [hasCode, setHasCode] = useState(false);
  const send = trpc.contacts.send.useMutation({ onSuccess: () => setHasCode(true) });
  const sendCode = () => send.mutate({ channel });
  if (!hasCode)
    return (
      <Stack gap="lg">
        <Text>{t(`contact.${channel}.ask`, { contact })}</Text>
        <SendFailure error={send.error} />
        <Group>
          <Button loading={send.isPending} onClick={sendCode}>
            {t('contact.send')}
          </Button>
          <Button variant="subtle" onClick={() => setHasCode(true)}>
            {t('contact.haveCode')}
          </Button>
        </Group>
      </Stack>
    );
  return (
    <Stack gap="lg">
      <Text role="status">{send.data ? t('contact.sent', { sentTo: send.data.sentTo }) : t('contact.enter')}</Text>
      <DevMailboxLink />
      <EnterCode channel={channel} />
      <SendFailure error={send.error} />
      <Group>
        <ResendButton
          resendAt={send.data?.resendAt ?? new Date(0).toISOString()}
          isPending={send.isPending}
          onResend={sendCode}
        />
      </Group>
    </Stack>
  );
}

/** The contact on file, or the right one where that is wrong. */
function ContactStep({ channel, contact }: ContactCodeProps) {
  const { t } = useTranslation('registration');
  const navigate = useNavigate();
  // A phone that was not confirmed within a day is no longer on file.
  const [isChanging, setIsChanging] = useState(contact === '');
  if (isChanging)
    return (
      <ContactChange
        channel={channel}
        onDone={() => void navigate({ to: paths.continue, replace: true })}
        onCancel={() => setIsChanging(false)}
      />
    );
  return (
    <Stack gap="lg">
      <ContactCode channel={channel} contact={contact} />
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
