import { SessionGuard } from '@ostiary/ui/portal';
import { useLocation } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { TextLink } from '../lib/links.tsx';
import { session } from '../lib/session.ts';
import { paths } from './paths.ts';

const openPaths: readonly string[] = [
  paths.register,
  paths.registerCode,
  paths.signIn,
  paths.forgotPassword,
  paths.resetPassword,
  paths.notMe,
];
const leave = () => window.location.assign(paths.home);

/** Watches the end of the session on every page. */
export function Guard() {
  const { t } = useTranslation('auth');
  const { pathname } = useLocation();
  return (
    <SessionGuard
      session={session}
      isBehindSignIn={!openPaths.includes(pathname)}
      onLeave={leave}
      forgotLink={<TextLink to={paths.forgotPassword}>{t('forgot')}</TextLink>}
    />
  );
}
