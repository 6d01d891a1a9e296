import { Page } from '@ostiary/ui';
import { ForgotPasswordForm, ResetPasswordForm, UndoForm } from '@ostiary/ui/security';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { paths } from '../../app/paths.ts';
import { TextLink } from '../../lib/links.tsx';

function SignInLink() {
  const { t } = useTranslation();
  return <TextLink to={paths.signIn}>{t('signIn')}</TextLink>;
}

function ForgotLink() {
  const { t } = useTranslation('auth');
  return <TextLink to={paths.forgotPassword}>{t('newLink')}</TextLink>;
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

/** The token of the link, which leaves the address bar and the history at once: whoever looks on or comes after must not find it. */
function useLinkToken(): string {
  const [token] = useState(() => window.location.hash.slice(1).replace(/^token=/, ''));
  useEffect(() => {
    window.history.replaceState(window.history.state, '', window.location.pathname);
  }, []);
  return token;
}

/** Opened by the link in the message of a changed e-mail, or of a second factor. */
export function NotMeScreen() {
  const { t } = useTranslation('auth');
  const token = useLinkToken();
  return (
    <Page title={t('notMeTitle')} width="narrow">
      <UndoForm token={token} signInLink={<SignInLink />} />
    </Page>
  );
}

/** Opened by that link. */
export function ResetPasswordScreen() {
  const { t } = useTranslation('auth');
  const token = useLinkToken();
  return (
    <Page title={t('resetTitle')} width="narrow">
      <ResetPasswordForm token={token} signInLink={<SignInLink />} forgotLink={<ForgotLink />} />
    </Page>
  );
}
