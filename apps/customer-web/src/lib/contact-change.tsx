import { Button, Group, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { Email, PhoneNumber, type ContactChannel } from '@ostiary/domain/registration';
import { CheckedForm, useFormFailure } from '@ostiary/ui';
import { useStepUp } from '@ostiary/ui/security';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { CodeForm } from './code-form.tsx';
import { ContactField } from './contact-field.tsx';
import { DevMailboxLink } from './dev-mailbox.tsx';
import { checkWith, refusalOf } from './form.ts';
import { trpc } from './trpc.ts';

const schemas = { email: z.strictObject({ value: Email }), phone: z.strictObject({ value: PhoneNumber }) };

interface ContactChangeProps {
  channel: ContactChannel;
  onDone: () => void;
  onCancel: () => void;
}

/** Asks for the new address; the bank may ask for a proof of identity first. */
function useNewContact(channel: ContactChannel) {
  const { t } = useTranslation('security-page');
  const { client } = trpc.useUtils();
  const { withStepUp, dialog } = useStepUp();
  const form = useForm({ initialValues: { value: '' }, validate: checkWith(schemas[channel], t) });
  const failure = useFormFailure(form);
  const send = useMutation({
    mutationFn: (value: string) => withStepUp(() => client.contacts.send.mutate({ channel, value })),
    meta: { isQuiet: true },
    onError: (error) => failure.onRefused(refusalOf(error, t)),
  });
  const submit = form.onSubmit(({ value }) => send.mutate(value), failure.onInvalid);
  return { form, failure, send, submit, dialog };
}

function EnterCode({ channel, sentTo, onDone }: { channel: ContactChannel; sentTo: string; onDone: () => void }) {
  const { t } = useTranslation('security-page');
  const verify = trpc.contacts.verify.useMutation({ onSuccess: onDone });
  return (
    <Stack gap="lg">
      <Text role="status">{t('contact.sent', { sentTo })}</Text>
      <DevMailboxLink />
      <CodeForm
        isPending={verify.isPending}
        error={verify.error}
        onSubmit={(code) => verify.mutate({ channel, code })}
      />
    </Stack>
  );
}

/** Changes an e-mail or phone: the new one counts once the code that went there has come back. */
export function ContactChange({ channel, onDone, onCancel }: ContactChangeProps) {
  const { t } = useTranslation('security-page');
  const { form, failure, send, submit, dialog } = useNewContact(channel);
  const cancel = (
    <Button variant="subtle" onClick={onCancel}>
      {t('common:ui.cancel')}
    </Button>
  );
  if (send.data)
    return (
      <Stack gap="lg">
        <EnterCode channel={channel} sentTo={send.data.sentTo} onDone={onDone} />
        <Group>{cancel}</Group>
      </Stack>
    );
  return (
    <>
      <CheckedForm
        problem={t('common:ui.formProblem')}
        errors={form.errors}
        failure={failure}
        onSubmit={submit}
        isPending={send.isPending}
        submitText={t('registration:contact.send')}
        beside={cancel}
      >
        <ContactField
          channel={channel}
          label={t(`contact.new.${channel}`)}
          readOnly={send.isPending}
          {...form.getInputProps('value')}
        />
      </CheckedForm>
      {dialog}
    </>
  );
}
