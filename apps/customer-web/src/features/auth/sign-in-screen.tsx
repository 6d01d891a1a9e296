import { Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { LoginInput } from '@ostiary/domain/auth';
import { Callout, FormErrors, Page, PasswordField, SubmitButton, useFormFailure } from '@ostiary/ui';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { paths } from '../../app/paths.ts';
import { checkWith, refusalOf } from '../../lib/form.ts';
import { TextLink } from '../../lib/links.tsx';
import { startSession, useSession } from '../../lib/session.ts';
import { trpc } from '../../lib/trpc.ts';

function SessionNotice() {
  const { t } = useTranslation();
  const session = useSession();
  if (session.status !== 'anonymous' || !session.ended) return null;
  return (
    <Callout tone="info" role="status">
      {t(`session.${session.ended}`)}
    </Callout>
  );
}

function SignInForm() {
  const { t } = useTranslation('auth');
  const navigate = useNavigate();
  const { next } = useSearch({ strict: false });
  const form = useForm({ initialValues: { username: '', password: '' }, validate: checkWith(LoginInput, t) });
  const failure = useFormFailure(form);
  const login = trpc.auth.login.useMutation({
    onSuccess: ({ access, accessExpiresAt }) => {
      startSession(access, accessExpiresAt);
      void navigate({ href: next ?? paths.home, replace: true });
    },
    onError: (error) => failure.onRefused(refusalOf(error, t)),
  });
  return (
    <form noValidate onSubmit={form.onSubmit((values) => login.mutate(values), failure.onInvalid)}>
      <Stack gap="lg">
        <FormErrors title={t('problem')} errors={form.errors} attempt={failure.attempt} message={failure.message} />
        <TextInput
          label={t('username')}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          readOnly={login.isPending}
          {...form.getInputProps('username')}
        />
        <PasswordField label={t('password')} readOnly={login.isPending} {...form.getInputProps('password')} />
        <SubmitButton isPending={login.isPending}>{t('common:signIn')}</SubmitButton>
      </Stack>
    </form>
  );
}

/** The way back in. */
export function SignInScreen() {
  const { t } = useTranslation('auth');
  return (
    <Page title={t('title')} lead={t('lead')} width="narrow">
      <SessionNotice />
      <SignInForm />
      <Text>
        {t('new')} <TextLink to={paths.register}>{t('register')}</TextLink>
      </Text>
    </Page>
  );
}
