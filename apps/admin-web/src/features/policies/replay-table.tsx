import { formatCustomerNumber } from '@ostiary/domain/identifiers';
import { type ReplayItem, SAYS } from '@ostiary/domain/policy';
import type { Told } from '@ostiary/domain/shared';
import { type Column, DataTable, Time } from '@ostiary/ui';
import { Link } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { paths } from '../../app/paths.ts';
import { useTold } from './use-told.ts';
import classes from './policies.module.css';

const columns = (t: TFunction, told: (words: Told) => string): Column<ReplayItem>[] => [
  {
    key: 'customer',
    header: t('policies:replay.customer'),
    isRowLink: true,
    cell: ({ applicationId, customerNumber }) => (
      <Link to={paths.case} params={{ id: applicationId }}>
        {formatCustomerNumber(customerNumber)}
      </Link>
    ),
  },
  {
    key: 'decided',
    header: t('policies:replay.decided'),
    cell: ({ status, decidedAt }) => (
      <>
        {t(`policies:replay.status.${status}`)} {decidedAt && <Time value={decidedAt} as="date" />}
      </>
    ),
  },
  {
    key: 'policy',
    header: t('policies:replay.under'),
    cell: (row) => t('policies:version', { version: row.policyVersion }),
  },
  { key: 'kind', header: t('policies:replay.would'), cell: ({ kind }) => t(`policies:replay.kind.${kind}`) },
  {
    key: 'rows',
    header: t('policies:replay.rows'),
    cell: ({ rows }) => (
      <ul className={classes.plain}>
        {rows.map(({ code, state }) => (
          <li key={code}>
            {t('policies:replay.row', { title: told(SAYS.row(code)), state: t(`policies:state.${state}`) })}
          </li>
        ))}
      </ul>
    ),
  },
];

export function ReplayTable({ items }: { items: readonly ReplayItem[] }) {
  const { t } = useTranslation('policies');
  const told = useTold();
  return (
    <DataTable
      caption={t('replay.caption')}
      columns={columns(t, told)}
      rows={items}
      rowKey={(row) => row.applicationId}
    />
  );
}
