import { Menu } from '@mantine/core';
import { HeaderMenu } from '@ostiary/ui';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { usePerson } from '../lib/person.ts';
import { endSession } from '../lib/session.ts';
import { trpc } from '../lib/trpc.ts';
import { paths } from './paths.ts';

export function PersonMenu() {
  const { t } = useTranslation('desk');
  const navigate = useNavigate();
  const name = usePerson()?.displayName ?? '';
  // Whether or not the server could be told, nobody stays signed in at this desk.
  const logout = trpc.auth.logout.useMutation({ onSettled: () => endSession('signed-out') });
  return (
    <HeaderMenu label={name} title={t('personMenu', { name })}>
      <Menu.Item onClick={() => void navigate({ to: paths.profile })}>{t('profile')}</Menu.Item>
      <Menu.Item onClick={() => void navigate({ to: paths.security })}>{t('security')}</Menu.Item>
      <Menu.Divider />
      <Menu.Item disabled={logout.isPending} onClick={() => logout.mutate({})}>
        {t('common:ui.signOut')}
      </Menu.Item>
    </HeaderMenu>
  );
}
