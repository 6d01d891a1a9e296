import type { AlertItem } from '@ostiary/domain/fraud-alerts';
import { formatCustomerNumber } from '@ostiary/domain/identifiers';
import { type Column, DataTable, Time } from '@ostiary/ui';
import { Link } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { paths } from '../../app/paths.ts';
import { AlertStatusMark, SeverityMark } from './alert-marks.tsx';
import classes from './alerts.module.css';

const columns = (t: TFunction): Column<AlertItem>[] => [
  { key: 'severity', header: t('alerts:column.severity'), cell: (row) => <SeverityMark severity={row.severity} /> },
  {
    key: 'alert',
    header: t('alerts:column.alert'),
    isRowLink: true,
    cell: ({ alertId, alertType }) => (
      <Link to={paths.fraudAlert} params={{ id: alertId }}>
        {t(`alerts:type.${alertType}.title`)}
      </Link>
    ),
  },
  {
    key: 'customer',
    header: t('alerts:column.customer'),
    cell: ({ customerName, customerId }) => (
      <span className={classes.pair}>
        <span>{customerName || t('alerts:nameless')}</span>
        <span className={classes.quiet}>{formatCustomerNumber(customerId)}</span>
      </span>
    ),
  },
  { key: 'score', header: t('alerts:column.score'), align: 'end', cell: ({ riskScore }) => riskScore },
  {
    key: 'status',
    header: t('alerts:column.status'),
    cell: (row) => <AlertStatusMark status={row.status} resolution={row.resolution} />,
  },
  {
    key: 'owner',
    header: t('alerts:column.owner'),
    cell: ({ owner }) => owner?.name ?? <span className={classes.quiet}>{t('alerts:nobody')}</span>,
  },
  { key: 'raised', header: t('alerts:column.raised'), cell: ({ createdAt }) => <Time value={createdAt} /> },
];

export function AlertsTable({ rows }: { rows: readonly AlertItem[] }) {
  const { t } = useTranslation('alerts');
  return <DataTable caption={t('caption')} columns={columns(t)} rows={rows} rowKey={(row) => row.alertId} />;
}
