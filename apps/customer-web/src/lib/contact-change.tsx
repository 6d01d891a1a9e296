import { Button, Group, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { Email, PhoneNumber, type ContactChannel, type ContactCodeSent } from '@ostiary/domain/registration';
import { CheckedForm, useFormFailure } from '@ostiary/ui';
import { useStepUp } from '@ostiary/ui/security';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { EnterContactCode } from './contact-code.tsx';
import { ContactField } from './contact-field.tsx';
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
  const [sent, setSent] = useState<ContactCodeSent | null>(null);
  const send = useMutation({
    mutationFn: (value: string) => withStepUp(() => client.contacts.send.mutate({ channel, value })),
    meta: { isQuiet: true },
    onSuccess: setSent,
    onError: (error) => failure.onRefused(refusalOf(error, t)),
  });
  const submit = form.onSubmit(({ value }) => send.mutate(value), failure.onInvalid);
  const resend = () => send.mutate(form.values.value);
  return { form, failure, send, sent, submit, resend, dialog };
}

/** Changes an e-mail or phone: the new one counts once the code that went there has come back. */
export function ContactChange({ channel, onDone, onCancel }: ContactChangeProps) {
  const { t } = useTranslation('security-page');
  const { form, failure, send, sent, submit, resend, dialog } = useNewContact(channel);
  const cancel = (
    <Button variant="subtle" onClick={onCancel}>
      {t('common:ui.cancel')}
    </Button>
  );
  if (sent)
    return (
      <Stack gap="lg">
        <EnterContactCode
          channel={channel}
          said={t('contact.sent', { sentTo: sent.sentTo })}
          sent={sent}
          send={send}
          onResend={resend}
          onDone={onDone}
        />
        <Group>{cancel}</Group>
        {dialog}
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
