import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { Email, PhoneNumber, type ContactChannel } from '@ostiary/domain/registration';
import { FormErrors, SubmitButton, useFormFailure } from '@ostiary/ui';
import { useStepUp } from '@ostiary/ui/security';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { CodeForm } from './code-form.tsx';
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
    <Group>
      <Button variant="subtle" onClick={onCancel}>
        {t('common:ui.cancel')}
      </Button>
    </Group>
  );
  if (send.data)
    return (
      <Stack gap="lg">
        <EnterCode channel={channel} sentTo={send.data.sentTo} onDone={onDone} />
        {cancel}
      </Stack>
    );
  return (
    <>
      <form noValidate onSubmit={submit}>
        <Stack gap="lg">
          <FormErrors
            title={t('common:ui.formProblem')}
            errors={form.errors}
            attempt={failure.attempt}
            message={failure.message}
          />
          <TextInput
            type={channel === 'email' ? 'email' : 'tel'}
            label={t(`contact.new.${channel}`)}
            autoComplete={channel === 'email' ? 'email' : 'tel'}
            readOnly={send.isPending}
            {...form.getInputProps('value')}
          />
          <SubmitButton isPending={send.isPending}>{t('registration:contact.send')}</SubmitButton>
          {cancel}
        </Stack>
      </form>
      {dialog}
    </>
  );
}
