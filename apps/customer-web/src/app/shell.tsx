import { Box, Group, Text } from '@mantine/core';
import { Brand, ColorSchemeToggle, CustomerShell } from '@ostiary/ui';
import { Link, Outlet } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { NoticeBell } from '../features/notifications/notice-bell.tsx';
import { useSession } from '../lib/session.ts';
import { EnrolGate } from './enrol-gate.tsx';
import { Guard } from './guard.tsx';
import { LanguageMenu } from './language-menu.tsx';
import { OfflineNote } from './offline-note.tsx';
import { paths } from './paths.ts';
import { PersonMenu } from './person-menu.tsx';

function Footer() {
  const { t } = useTranslation();
  return (
    <Group justify="space-between" gap="md">
      <Text size="sm">{t('footer')}</Text>
      <Box w={{ base: '100%', xs: 280 }}>
        <ColorSchemeToggle />
      </Box>
    </Group>
  );
}

/** Header, page and footer of every address. */
export function Shell() {
  const { t } = useTranslation();
  const isSignedIn = useSession().status === 'signed-in';
  const actions = (
    <>
      <LanguageMenu />
      {isSignedIn && <NoticeBell />}
      {isSignedIn ? <PersonMenu /> : <Link to={paths.signIn}>{t('signIn')}</Link>}
    </>
  );
  const brand = (
    <Link to={paths.home}>
      <Brand />
    </Link>
  );
  return (
    <CustomerShell brand={brand} actions={actions} footer={<Footer />}>
      <OfflineNote />
      <EnrolGate>
        <Outlet />
      </EnrolGate>
      <Guard />
    </CustomerShell>
  );
}
