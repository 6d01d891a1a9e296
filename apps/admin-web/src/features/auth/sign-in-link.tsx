import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { paths } from '../../app/paths.ts';

/** To where another link is asked for. */
export function ForgotLink() {
  const { t } = useTranslation('auth');
  return (
    <Anchor component={Link} to={paths.forgotPassword}>
      {t('newLink')}
    </Anchor>
  );
}

export function SignInLink() {
  const { t } = useTranslation('auth');
  return (
    <Anchor component={Link} to={paths.signIn}>
      {t('toSignIn')}
    </Anchor>
  );
}
