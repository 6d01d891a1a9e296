import { Stack, TextInput } from '@mantine/core';
import { schemaResolver, useForm } from '@mantine/form';
import { LoginInput } from '@ostiary/domain/auth';
import { Callout, FormErrors, Page, PasswordField, SubmitButton, useFormFailure } from '@ostiary/ui';
import { useTranslation } from 'react-i18next';
import { errorText, fieldErrors } from '../../lib/errors.ts';
import { setPerson } from '../../lib/person.ts';
import { startSession, useSession } from '../../lib/session.ts';
import { trpc } from '../../lib/trpc.ts';

function SessionNotice() {
  const { t } = useTranslation();
  const state = useSession();
  if (state.status !== 'anonymous' || !state.ended) return null;
  return (
    <Callout tone={state.ended === 'ended' ? 'caution' : 'info'} role="status">
      {t(`session.${state.ended}`)}
    </Callout>
  );
}

function SignInForm() {
  const { t } = useTranslation('auth');
  const form = useForm({
    initialValues: { username: '', password: '' },
    validate: schemaResolver(LoginInput, { sync: true }),
  });
  const failure = useFormFailure(form);
  const login = trpc.auth.login.useMutation({
    onSuccess: ({ access, accessExpiresAt, user }) => {
      setPerson(user);
      // The router sees the session begin and goes on to the page that was asked for.
      startSession(access, accessExpiresAt);
    },
    onError: (error) => failure.onRefused({ fields: fieldErrors(error), message: errorText(error, t) }),
  });
  const said = (errors: typeof form.errors) =>
    Object.fromEntries(Object.keys(errors).map((field) => [field, t(`problem.${field}`)]));
  return (
    <form noValidate onSubmit={form.onSubmit((values) => login.mutate(values), failure.onInvalid)}>
      <Stack gap="lg">
        <FormErrors
          title={t('problem.title')}
          errors={said(form.errors)}
          attempt={failure.attempt}
          message={failure.message}
        />
        <TextInput
          label={t('username')}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          {...form.getInputProps('username')}
          error={form.errors.username && t('problem.username')}
        />
        <PasswordField
          label={t('password')}
          {...form.getInputProps('password')}
          error={form.errors.password && t('problem.password')}
        />
        <SubmitButton isPending={login.isPending}>{t('signIn')}</SubmitButton>
      </Stack>
    </form>
  );
}

export function SignInScreen() {
  const { t } = useTranslation('auth');
  return (
    <Page title={t('title')} lead={t('lead')} width="narrow">
      <SessionNotice />
      <SignInForm />
    </Page>
  );
}
