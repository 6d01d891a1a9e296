import { Page } from '@ostiary/ui';
import { ForgotPasswordForm, ResetPasswordForm } from '@ostiary/ui/security';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { paths } from '../../app/paths.ts';
import { TextLink } from '../../lib/links.tsx';

function SignInLink() {
  const { t } = useTranslation();
  return <TextLink to={paths.signIn}>{t('signIn')}</TextLink>;
}

/** Sends the link by which a forgotten password is replaced. */
export function ForgotPasswordScreen() {
  const { t } = useTranslation('auth');
  return (
    <Page title={t('forgotTitle')} width="narrow">
      <ForgotPasswordForm signInLink={<SignInLink />} />
    </Page>
  );
}

/** Opened by that link. */
export function ResetPasswordScreen() {
  const { t } = useTranslation('auth');
  const [token] = useState(() => window.location.hash.slice(1).replace(/^token=/, ''));
  useEffect(() => {
    // Out of the address bar and the history at once: whoever looks on or comes after must not find it.
    window.history.replaceState(window.history.state, '', window.location.pathname);
  }, []);
  return (
    <Page title={t('resetTitle')} width="narrow">
      <ResetPasswordForm token={token} signInLink={<SignInLink />} />
    </Page>
  );
}
