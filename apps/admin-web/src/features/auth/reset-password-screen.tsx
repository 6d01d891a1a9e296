import { Page } from '@ostiary/ui';
import { ResetPasswordForm } from '@ostiary/ui/security';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { paths } from '../../app/paths.ts';
import { SignInLink } from './sign-in-link.tsx';

/** The token of the link, which leaves the address bar (and with it the history and any screenshot) at once. */
function useLinkToken(): string {
  const hash = useLocation({ select: (location) => location.hash });
  const navigate = useNavigate();
  const [token] = useState(() => new URLSearchParams(hash).get('token') ?? '');
  useEffect(() => {
    if (hash) void navigate({ to: paths.resetPassword, replace: true });
  }, [hash, navigate]);
  return token;
}

export function ResetPasswordScreen() {
  const { t } = useTranslation('auth');
  const token = useLinkToken();
  return (
    <Page title={t('resetTitle')} width="narrow">
      <ResetPasswordForm token={token} signInLink={<SignInLink />} />
    </Page>
  );
}
