import { Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { StartRegistrationInput } from '@ostiary/domain/registration';
import { Language } from '@ostiary/domain/shared';
import { FormErrors, PasswordField, SubmitButton, useFormFailure } from '@ostiary/ui';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { paths } from '../../app/paths.ts';
import { fieldErrors } from '../../lib/errors.ts';
import { checkWith, refusalOf } from '../../lib/form.ts';
import { TextLink } from '../../lib/links.tsx';
import { trpc } from '../../lib/trpc.ts';
import { keepChallenge } from './pending-challenge.ts';
import { usePasswordRules } from './use-password-rules.ts';

const initialValues = { email: '', phoneNumber: '', password: '', username: '' };
type Values = typeof initialValues;

const takenCodes = ['EMAIL_TAKEN', 'PHONE_TAKEN', 'USERNAME_TAKEN', 'REGISTRATION_IN_PROGRESS'];

const toInput = ({ username, ...rest }: Values, language: Language) => ({
  ...rest,
  ...(username.trim() === '' ? {} : { username }),
  country: 'US' as const,
  language,
});

function useRegisterForm() {
  const { t, i18n } = useTranslation('registration');
  const navigate = useNavigate();
  const password = usePasswordRules();
  const language = Language.catch('en').parse(i18n.resolvedLanguage);
  const [taken, setTaken] = useState<readonly string[]>([]);
  const form = useForm<Values>({
    initialValues,
    validate: (values) => {
      const problems = checkWith(StartRegistrationInput, t)(toInput(values, language));
      const [failed] = password.failures(values);
      return !problems.password && failed ? { ...problems, password: t(`fields:PASSWORD_${failed}`) } : problems;
    },
  });
  const failure = useFormFailure(form);
  const start = trpc.registration.start.useMutation({
    onSuccess: (challenge) => {
      keepChallenge(challenge);
      void navigate({ to: paths.registerCode });
    },
    onError: (error) => {
      const fields = Object.entries(fieldErrors(error));
      setTaken(fields.flatMap(([path, [first]]) => (first && takenCodes.includes(first.code) ? [path] : [])));
      failure.onRefused(refusalOf(error, t));
    },
  });
  /** A field's problem, with the way out for whoever has an account already. */
  const fieldError = (path: keyof Values) => {
    const error = form.errors[path];
    if (!error || !taken.includes(path)) return error;
    return (
      <>
        {error} <TextLink to={paths.signIn}>{t('common:signIn')}</TextLink>
      </>
    );
  };
  const field = (path: keyof Values) => ({
    ...form.getInputProps(path),
    error: fieldError(path),
    readOnly: start.isPending,
  });
  const submit = form.onSubmit((values) => {
    setTaken([]);
    start.mutate(toInput(values, language));
  }, failure.onInvalid);
  return { form, field, failure, submit, start, password };
}

/** The account: how to reach the applicant, and their password. */
export function RegisterForm() {
  const { t } = useTranslation('registration');
  const { form, field, failure, submit, start, password } = useRegisterForm();
  return (
    <form noValidate onSubmit={submit}>
      <Stack gap="lg">
        <FormErrors
          title={t('common:ui.formProblem')}
          errors={form.errors}
          attempt={failure.attempt}
          message={failure.message}
        />
        <TextInput
          type="email"
          label={t('email')}
          description={t('emailHint')}
          autoComplete="email"
          {...field('email')}
        />
        <TextInput
          type="tel"
          label={t('phone')}
          description={t('phoneHint')}
          autoComplete="tel"
          {...field('phoneNumber')}
        />
        <PasswordField
          label={t('password')}
          autoComplete="new-password"
          rules={password.show(form.values)}
          {...field('password')}
          onFocus={password.load}
        />
        <TextInput
          label={`${t('username')} (${t('common:ui.optional')})`}
          description={t('usernameHint')}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          {...field('username')}
        />
        <SubmitButton isPending={start.isPending}>{t('submit')}</SubmitButton>
      </Stack>
    </form>
  );
}
