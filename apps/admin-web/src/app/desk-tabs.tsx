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
  const canReadAlerts = usePermission('fraud.read');
  const canReadPolicies = usePermission('policy.read');
  const canReadCustomers = usePermission('customers.read');
  const canReadStaff = usePermission('staff.read');
  const canManageStaff = usePermission('staff.manage');
  return (
    <>
      {canReview && (
        <Link to={paths.queue}>
          {t('review')}
          <WaitingCount />
        </Link>
      )}
      {canClaim && <Link to={paths.myDay}>{t('myDay')}</Link>}
      {canReadAlerts && <Link to={paths.fraudAlerts}>{t('fraudAlerts')}</Link>}
      {canReadPolicies && <Link to={paths.policies}>{t('policies')}</Link>}
      {canReadCustomers && <Link to={paths.customers}>{t('customers')}</Link>}
      {canReadStaff && <Link to={paths.signIns}>{t('signIns')}</Link>}
      {canManageStaff && <Link to={paths.networks}>{t('settings')}</Link>}
    </>
  );
}
