import { Anchor } from '@mantine/core';
import { Brand, DeskShell } from '@ostiary/ui';
import { SessionGuard } from '@ostiary/ui/portal';
import { Link, Outlet, useMatch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { NotificationBell } from '../features/notifications/notification-bell.tsx';
import { LeaseClock } from '../features/review/lease-clock.tsx';
import { EnrolGate, useEnrolment } from '../features/security/enrol-gate.tsx';
import { usePermission } from '../lib/person.ts';
import { session } from '../lib/session.ts';
import { DeskKeys } from './desk-keys.tsx';
import { DeskTabs } from './desk-tabs.tsx';
import { LanguageMenu } from './language-menu.tsx';
import { paths, routeIds } from './paths.ts';
import { PersonMenu } from './person-menu.tsx';

/** A fresh page: nothing of the person before stays in memory. */
const leave = () => window.location.assign(paths.home);

/** The dark bar over every page behind the sign-in. */
export function DeskLayout() {
  const { t } = useTranslation('desk');
  const canReview = usePermission('review.read');
  const enrolment = useEnrolment();
  const openCase = useMatch({ from: routeIds.case, shouldThrow: false });
  return (
    <DeskShell
      brand={
        <Link to={paths.home} aria-label={t('home')}>
          <Brand onDark />
        </Link>
      }
      tabsLabel={t('areas')}
      tabs={!enrolment.isEnrolling && <DeskTabs />}
      actions={
        <>
          {canReview && openCase && !enrolment.isEnrolling && <LeaseClock id={openCase.params.id} />}
          {canReview && !enrolment.isEnrolling && <NotificationBell />}
          <LanguageMenu />
          <PersonMenu />
        </>
      }
    >
      <EnrolGate enrolment={enrolment}>
        <Outlet />
      </EnrolGate>
      {canReview && !enrolment.isEnrolling && <DeskKeys />}
      <SessionGuard
        session={session}
        isBehindSignIn
        onLeave={leave}
        forgotLink={
          <Anchor component={Link} to={paths.forgotPassword}>
            {t('auth:forgot')}
          </Anchor>
        }
      />
    </DeskShell>
  );
}
