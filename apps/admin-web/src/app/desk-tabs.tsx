import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { WaitingCount } from '../features/review/waiting-count.tsx';
import { usePermission } from '../lib/person.ts';
import { paths } from './paths.ts';

/** The areas of the desk, as far as the person's role has them. */
export function DeskTabs() {
  const { t } = useTranslation('desk');
  const canReview = usePermission('review.read');
  const canClaim = usePermission('review.claim');
  const canReadAudit = usePermission('audit.read');
  const canReadEvents = usePermission('security.read');
  const canReadAlerts = usePermission('fraud.read');
  const canReadPolicies = usePermission('policy.read');
  const canReadCustomers = usePermission('customers.read');
  const canReadStaff = usePermission('staff.read');
  const canReadReports = usePermission('reports.read');
  return (
    <>
      {canReadAudit && <Link to={paths.audit}>{t('audit')}</Link>}
      {canReview && (
        <Link to={paths.queue}>
          {t('review')}
          <WaitingCount />
        </Link>
      )}
      {canClaim && <Link to={paths.myDay}>{t('myDay')}</Link>}
      {canReadAlerts && <Link to={paths.fraudAlerts}>{t('fraudAlerts')}</Link>}
      {canReadEvents && <Link to={paths.securityEvents}>{t('securityEvents')}</Link>}
      {canReadPolicies && <Link to={paths.policies}>{t('policies')}</Link>}
      {canReadCustomers && <Link to={paths.customers}>{t('customers')}</Link>}
      {canReadStaff && <Link to={paths.people}>{t('people')}</Link>}
      {canReadStaff && <Link to={paths.signIns}>{t('signIns')}</Link>}
      {canReadReports && <Link to={paths.reportKyc}>{t('reports')}</Link>}
    </>
  );
}
