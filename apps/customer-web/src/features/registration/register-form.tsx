import { TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { StartRegistrationInput } from '@ostiary/domain/registration';
import { Language } from '@ostiary/domain/shared';
import { CheckedForm, useFormFailure } from '@ostiary/ui';
import { NewPasswordField, useMayChooseUsername, usePasswordCheck } from '@ostiary/ui/security';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { paths } from '../../app/paths.ts';
import { ContactField } from '../../lib/contact-field.tsx';
import { fieldErrors } from '../../lib/errors.ts';
import { checkWith, refusalOf } from '../../lib/form.ts';
import { TextLink } from '../../lib/links.tsx';
import { trpc } from '../../lib/trpc.ts';
import { type Account, AccountFields } from './account-fields.tsx';
import { keepChallenge } from './pending-challenge.ts';

type Values = Account & Record<'email' | 'phoneNumber' | 'password' | 'username', string>;

const initialValues: Values = {
  applicantKind: 'individual',
  country: 'US',
  email: '',
  phoneNumber: '',
  password: '',
  username: '',
};

const takenCodes = ['EMAIL_TAKEN', 'PHONE_TAKEN', 'USERNAME_TAKEN', 'REGISTRATION_IN_PROGRESS'];

const toInput = ({ username, ...rest }: Values, language: Language) => ({
  ...rest,
  ...(username.trim() === '' ? {} : { username }),
  language,
});

const ownerOf = ({ username, email }: Values) => ({ username, email });

function useRegisterForm() {
  const { t, i18n } = useTranslation('registration');
  const navigate = useNavigate();
  const checkPassword = usePasswordCheck();
  const language = Language.catch('en').parse(i18n.resolvedLanguage);
  const [taken, setTaken] = useState<readonly string[]>([]);
  const form = useForm<Values>({
    initialValues,
    validate: (values) => {
      const problems = checkWith(StartRegistrationInput, t)(toInput(values, language));
      const password = checkPassword(values.password, ownerOf(values));
      return password === undefined ? problems : { ...problems, password };
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
        {error} <TextLink to={paths.signIn}>{t('common:signIn')}</TextLink>{' '}
        <TextLink to={paths.forgotPassword}>{t('newPassword')}</TextLink>
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
  return { form, field, failure, submit, start };
}

/** The account: how to reach the applicant, and their password. */
export function RegisterForm() {
  const { t } = useTranslation('registration');
  const { form, field, failure, submit, start } = useRegisterForm();
  const mayChooseUsername = useMayChooseUsername();
  return (
    <CheckedForm
      problem={t('common:ui.formProblem')}
      errors={form.errors}
      failure={failure}
      onSubmit={submit}
      isPending={start.isPending}
      submitText={t('submit')}
    >
      <AccountFields kind={form.values.applicantKind} field={field} />
      <ContactField channel="email" label={t('email')} description={t('emailHint')} {...field('email')} />
      <ContactField
        channel="phone"
        label={t('phone')}
        description={t('phoneHint', { context: form.values.country })}
        {...field('phoneNumber')}
      />
      <NewPasswordField
        label={t('password')}
        owner={ownerOf(form.values)}
        {...field('password')}
        value={form.values.password}
      />
      {mayChooseUsername && (
        <TextInput
          label={`${t('username')} (${t('common:ui.optional')})`}
          description={t('usernameHint')}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          {...field('username')}
        />
      )}
    </CheckedForm>
  );
}
