import { Page } from '@ostiary/ui';
import { ForgotPasswordForm } from '@ostiary/ui/security';
import { useTranslation } from 'react-i18next';
import { SignInLink } from './sign-in-link.tsx';

export function ForgotPasswordScreen() {
  const { t } = useTranslation('auth');
  return (
    <Page title={t('forgotTitle')} width="narrow">
      <ForgotPasswordForm signInLink={<SignInLink />} />
    </Page>
  );
}
