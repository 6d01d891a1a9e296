import { Brand, DeskShell } from '@ostiary/ui';
import { Link, Outlet, useMatch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { LeaseClock } from '../features/review/lease-clock.tsx';
import { WaitingCount } from '../features/review/waiting-count.tsx';
import { usePermission } from '../lib/person.ts';
import { LanguageMenu } from './language-menu.tsx';
import { paths, routeIds } from './paths.ts';
import { PersonMenu } from './person-menu.tsx';

/** The dark bar over every page behind the sign-in. */
export function DeskLayout() {
  const { t } = useTranslation('desk');
  const canReview = usePermission('review.read');
  const openCase = useMatch({ from: routeIds.case, shouldThrow: false });
  return (
    <DeskShell
      brand={
        <Link to={paths.queue} aria-label={t('home')}>
          <Brand onDark />
        </Link>
      }
      tabsLabel={t('areas')}
      tabs={
        canReview && (
          <Link to={paths.queue}>
            {t('review')}
            <WaitingCount />
          </Link>
        )
      }
      actions={
        <>
          {canReview && openCase && <LeaseClock id={openCase.params.id} />}
          <LanguageMenu />
          <PersonMenu />
        </>
      }
    >
      <Outlet />
    </DeskShell>
  );
}
