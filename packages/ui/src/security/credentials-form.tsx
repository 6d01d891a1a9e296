import { TextInput } from '@mantine/core';
import type { LoginInput } from '@ostiary/domain/auth';
import { useEffect, useRef } from 'react';
import { PasswordField } from '../form-controls.tsx';
import { CheckedForm } from './checked-form.tsx';
import type { Credentials } from './use-credentials.ts';
import { useWords } from './use-words.ts';

interface CredentialsFormProps {
  credentials: Credentials;
  isPending: boolean;
  onSubmit: (values: LoginInput) => void;
  startsAtPassword: boolean;
}

/** The first step of signing in. */
export function CredentialsForm({ credentials, isPending, onSubmit, startsAtPassword }: CredentialsFormProps) {
  const { t } = useWords();
  const { form, failure } = credentials;
  const password = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (startsAtPassword) password.current?.focus();
  }, [startsAtPassword]);
  return (
    <CheckedForm
      problem={t('signIn.problem')}
      errors={form.errors}
      failure={failure}
      onSubmit={form.onSubmit(onSubmit, failure.onInvalid)}
      isPending={isPending}
      submitText={t('signIn.submit')}
    >
      <TextInput
        label={t('signIn.username')}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        readOnly={isPending}
        {...form.getInputProps('username')}
      />
      <PasswordField
        label={t('signIn.password')}
        readOnly={isPending}
        {...form.getInputProps('password')}
        data-autofocus={startsAtPassword || undefined}
        ref={password}
      />
    </CheckedForm>
  );
}
