import { Button, Group, Stack, Text } from '@mantine/core';
import type { ContactChannel, ContactCodeSent } from '@ostiary/domain/registration';
import { Callout } from '@ostiary/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CodeForm } from './code-form.tsx';
import { DevMailboxLink } from './dev-mailbox.tsx';
import { errorText } from './errors.ts';
import { resendAtOf, ResendButton } from './resend-button.tsx';
import { trpc } from './trpc.ts';

function SendFailure({ error }: { error: unknown }) {
  const { t } = useTranslation();
  if (!error) return null;
  return (
    <Callout tone="refusal" role="alert">
      {errorText(error, t)}
    </Callout>
  );
}

interface EnterContactCodeProps {
  channel: ContactChannel;
  /** Where it went, and what follows from entering it. */
  said: string;
  /** When the last code was sent; null: it came before this page was opened. */
  sent: ContactCodeSent | null;
  send: { error: unknown; isPending: boolean };
  onResend: () => void;
  onDone: () => void;
}

/** Takes the code that went to a contact, or sends another. */
export function EnterContactCode({ channel, said, sent, send, onResend, onDone }: EnterContactCodeProps) {
  const verify = trpc.contacts.verify.useMutation({ onSuccess: onDone });
  return (
    <Stack gap="lg">
      <Text role="status">{said}</Text>
      <DevMailboxLink />
      <CodeForm
        isPending={verify.isPending}
        error={verify.error}
        onSubmit={(code) => verify.mutate({ channel, code })}
      />
      <SendFailure error={send.error} />
      <Group>
        <ResendButton
          resendAt={resendAtOf(send.error) ?? sent?.resendAt ?? new Date(0).toISOString()}
          isPending={send.isPending}
          onResend={onResend}
        />
      </Group>
    </Stack>
  );
}

interface ContactCodeProps {
  channel: ContactChannel;
  /** On file. */
  contact: string;
  onDone: () => void;
}

/** Confirms the contact on file by a code. */
export function ContactCode({ channel, contact, onDone }: ContactCodeProps) {
  const { t } = useTranslation('registration');
  const [hasCode, setHasCode] = useState(false);
  const [sent, setSent] = useState<ContactCodeSent | null>(null);
  const send = trpc.contacts.send.useMutation({
    onSuccess: (answer) => {
      setSent(answer);
      setHasCode(true);
    },
  });
  const sendCode = () => send.mutate({ channel });
  if (hasCode)
    return (
      <EnterContactCode
        channel={channel}
        said={sent ? t('contact.sent', { sentTo: sent.sentTo }) : t('contact.enter')}
        sent={sent}
        send={send}
        onResend={sendCode}
        onDone={onDone}
      />
    );
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
}
