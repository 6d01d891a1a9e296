import { formatCustomerNumber } from '@ostiary/domain/identifiers';
import type { QueueItem } from '@ostiary/domain/review';
import { type Column, DataTable, Time } from '@ostiary/ui';
import { Link } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { paths } from '../../app/paths.ts';
import { usePerson } from '../../lib/person.ts';
import { CaseStatus, DueText, RiskPill } from './case-status.tsx';
import classes from './queue.module.css';

const none = '–';

const columns = (t: TFunction, me: string | undefined): Column<QueueItem>[] => [
  {
    key: 'name',
    header: t('review:column.name'),
    isRowLink: true,
    cell: (item) => (
      <Link to={paths.case} params={{ id: item.id }} className={classes.name}>
        {item.name}
      </Link>
    ),
  },
  {
    key: 'customer',
    header: t('review:column.customer'),
    cell: (item) => <span className={classes.whole}>{formatCustomerNumber(item.customerId)}</span>,
  },
  { key: 'status', header: t('review:column.status'), cell: (item) => <CaseStatus status={item.status} /> },
  { key: 'risk', header: t('review:column.risk'), cell: (item) => <RiskPill risk={item.risk} /> },
  {
    key: 'submitted',
    header: t('review:column.submitted'),
    cell: (item) => (item.submittedAt ? <Time value={item.submittedAt} /> : none),
  },
  {
    key: 'due',
    header: t('review:column.due'),
    cell: (item) => (item.dueAt ? <DueText dueAt={item.dueAt} isLate={item.isLate} /> : none),
  },
  {
    key: 'claimedBy',
    header: t('review:column.claimedBy'),
    cell: ({ claimedBy }) => (claimedBy ? (claimedBy.id === me ? t('review:you') : claimedBy.name) : none),
  },
];

export function QueueTable({ rows }: { rows: readonly QueueItem[] }) {
  const { t } = useTranslation('review');
  const me = usePerson()?.id;
  return <DataTable caption={t('queue.caption')} columns={columns(t, me)} rows={rows} rowKey={(item) => item.id} />;
}
