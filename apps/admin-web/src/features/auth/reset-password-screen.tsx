import { Page } from '@ostiary/ui';
import { ResetPasswordForm } from '@ostiary/ui/security';
import { useTranslation } from 'react-i18next';
import { paths } from '../../app/paths.ts';
import { ForgotLink, SignInLink } from './sign-in-link.tsx';
import { useLinkToken } from './use-link-token.ts';

export function ResetPasswordScreen() {
  const { t } = useTranslation('auth');
  const token = useLinkToken(paths.resetPassword);
  return (
    <Page title={t('resetTitle')} width="narrow">
      <ResetPasswordForm token={token} signInLink={<SignInLink />} forgotLink={<ForgotLink />} />
    </Page>
  );
}
