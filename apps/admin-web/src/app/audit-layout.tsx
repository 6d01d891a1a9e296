import { Link, Outlet } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { usePermission } from '../lib/person.ts';
import { paths } from './paths.ts';
import classes from './staff-layout.module.css';

const whole = { exact: true, includeSearch: false } as const;

/** The pages about the record, under one tab of the desk. */
export function AuditLayout() {
  const { t } = useTranslation('audit');
  const canRead = usePermission('audit.read');
  const canExport = usePermission('audit.export');
  return (
    <>
      {canRead && (
        <nav className={classes.nav} aria-label={t('area.label')}>
          <Link to={paths.audit} activeOptions={whole}>
            {t('area.search')}
          </Link>
          <Link to={paths.auditVerification}>{t('area.verification')}</Link>
          {canExport && (
            <Link to={paths.auditExports} activeOptions={whole}>
              {t('area.exports')}
            </Link>
          )}
        </nav>
      )}
      <Outlet />
    </>
  );
}
