import { Text } from '@mantine/core';
import { Page } from '@ostiary/ui';
import { SessionEndNote } from '@ostiary/ui/portal';
import { SignInSteps } from '@ostiary/ui/security';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { paths } from '../../app/paths.ts';
import { TextLink } from '../../lib/links.tsx';
import { session, signIn } from '../../lib/session.ts';

/** The way back in. */
export function SignInScreen() {
  const { t } = useTranslation('auth');
  const navigate = useNavigate();
  const { next } = useSearch({ strict: false });
  return (
    <Page title={t('title')} lead={t('lead')} width="narrow">
      <SignInSteps
        onSignedIn={(result) => {
          signIn(result);
          void navigate({ href: next ?? paths.home, replace: true });
        }}
        forgotLink={<TextLink to={paths.forgotPassword}>{t('forgot')}</TextLink>}
        sessionEndedNote={<SessionEndNote session={session} />}
      />
      <Text>
        {t('new')} <TextLink to={paths.register}>{t('register')}</TextLink>
      </Text>
    </Page>
  );
}
