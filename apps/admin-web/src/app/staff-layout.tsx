import { Link, Outlet } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { usePermission } from '../lib/person.ts';
import { paths } from './paths.ts';
import classes from './staff-layout.module.css';

/** The pages about people and what they may do, under one tab of the desk. */
export function StaffLayout() {
  const { t } = useTranslation('desk');
  const canRead = usePermission('staff.read');
  const canManage = usePermission('staff.manage');
  return (
    <>
      {canRead && (
        <nav className={classes.nav} aria-label={t('staff.label')}>
          <Link to={paths.people}>{t('staff.people')}</Link>
          <Link to={paths.access}>{t('staff.access')}</Link>
          <Link to={paths.branches}>{t('staff.branches')}</Link>
          {canManage && <Link to={paths.networks}>{t('staff.networks')}</Link>}
        </nav>
      )}
      <Outlet />
    </>
  );
}
