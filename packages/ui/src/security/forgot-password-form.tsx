import { Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { ForgotPasswordInput, RESET_RULES } from '@ostiary/domain/auth';
import type { ReactNode } from 'react';
import { useFormFailure } from '../use-form-failure.ts';
import { CheckedForm } from './checked-form.tsx';
import { identity } from './identity-api.ts';
import { StepHeading } from './step-heading.tsx';
import { useWords } from './use-words.ts';

/** Asks for the link to a new password. The answer is the same whether or not anybody has that name. */
export function ForgotPasswordForm({ signInLink }: { signInLink: ReactNode }) {
  const { t, check, refusal } = useWords();
  const form = useForm({ initialValues: { username: '' }, validate: check(ForgotPasswordInput) });
  const failure = useFormFailure(form);
  const forgot = identity.password.forgot.useMutation({
    meta: { isQuiet: true },
    onError: (error) => failure.onRefused(refusal(error)),
  });
  if (forgot.isSuccess)
    return (
      <Stack gap="lg">
        <StepHeading order={2}>{t('forgot.sentTitle')}</StepHeading>
        <Text>{t('forgot.sent', { minutes: RESET_RULES.validMinutes })}</Text>
        <Text>{signInLink}</Text>
      </Stack>
    );
  return (
    <Stack gap="lg">
      <Text>{t('forgot.lead')}</Text>
      <CheckedForm
        problem={t('problem')}
        errors={form.errors}
        failure={failure}
        onSubmit={form.onSubmit((values) => forgot.mutate(values), failure.onInvalid)}
        isPending={forgot.isPending}
        submitText={t('forgot.submit')}
      >
        <TextInput
          label={t('signIn.username')}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          readOnly={forgot.isPending}
          {...form.getInputProps('username')}
        />
      </CheckedForm>
      <Text>{signInLink}</Text>
    </Stack>
  );
}
