import { formatCustomerNumber } from '@ostiary/domain/identifiers';
import type { SecurityEventItem } from '@ostiary/domain/security-events';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { paths } from '../../app/paths.ts';
import { usePermission } from '../../lib/person.ts';
import classes from './security-events.module.css';

/** Whom it is about: staff by name, customers by number, nobody in words. */
export function EventPerson({ person }: Pick<SecurityEventItem, 'person'>) {
  const { t } = useTranslation('security-events');
  const canReadStaff = usePermission('staff.read');
  const canReadCustomers = usePermission('customers.read');
  if (!person) return <span className={classes.quiet}>{t('noPerson')}</span>;
  const isCustomer = person.customerId !== null;
  const name = person.customerId === null ? person.name : formatCustomerNumber(person.customerId);
  if (!(isCustomer ? canReadCustomers : canReadStaff)) return name;
  return (
    <Link to={isCustomer ? paths.customer : paths.person} params={{ id: person.id }}>
      {name}
    </Link>
  );
}
