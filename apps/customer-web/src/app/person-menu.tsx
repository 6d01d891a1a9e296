import { Menu } from '@mantine/core';
import { HeaderMenu } from '@ostiary/ui';
import { useTranslation } from 'react-i18next';
import { MenuLink } from '../lib/links.tsx';
import { endSession } from '../lib/session.ts';
import { trpc } from '../lib/trpc.ts';
import { paths } from './paths.ts';

/** The person's own pages and the way out. */
export function PersonMenu() {
  const { t } = useTranslation();
  const profile = trpc.profile.get.useQuery();
  // The door closes here even when the server cannot be told.
  const signOut = trpc.auth.logout.useMutation({ onSettled: () => endSession('signed-out') });
  const name = [profile.data?.firstName, profile.data?.lastName].filter(Boolean).join(' ') || profile.data?.email;
  return (
    <HeaderMenu label={name ?? t('account')} title={name ? `${t('account')}: ${name}` : t('account')}>
      <MenuLink to={paths.home}>{t('myApplication')}</MenuLink>
      <MenuLink to={paths.profile}>{t('profile')}</MenuLink>
      <MenuLink to={paths.security}>{t('security')}</MenuLink>
      <Menu.Divider />
      <Menu.Item onClick={() => signOut.mutate({})}>{t('ui.signOut')}</Menu.Item>
    </HeaderMenu>
  );
}
