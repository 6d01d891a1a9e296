import type { SecurityReport } from '@ostiary/domain/reports';
import { type Column, DataTable, EmptyNote, Section, Time } from '@ostiary/ui';
import { useTranslation } from 'react-i18next';
import { Bars } from './bars.tsx';
import { useFigures } from './use-figures.ts';
import classes from './reports.module.css';

export interface CountedRow {
  name: string;
  count: { now: number; before: number };
}

interface CountedTableProps {
  title: string;
  first: string;
  rows: readonly CountedRow[];
}

/** Names with how often each was counted, the most frequent first. */
export function CountedTable({ title, first, rows }: CountedTableProps) {
  const { t } = useTranslation('reports');
  const { count } = useFigures();
  const columns: Column<CountedRow>[] = [
    { key: 'name', header: first, cell: ({ name }) => name },
    { key: 'now', header: t('column.now'), align: 'end', cell: ({ count: n }) => count(n.now) },
    { key: 'before', header: t('column.before'), align: 'end', cell: ({ count: n }) => count(n.before) },
  ];
  const bars = rows.map(({ name, count: { now } }) => ({ key: name, label: name, n: now, text: count(now) }));
  return (
    <Section title={title}>
      {rows.length === 0 ? (
        <EmptyNote title={t('column.none')} />
      ) : (
        <div className={classes.pair}>
          <Bars bars={bars} />
          <DataTable caption={title} columns={columns} rows={rows} rowKey={({ name }) => name} />
        </div>
      )}
    </Section>
  );
}

type Address = SecurityReport['addresses'][number];

/** Addresses that many accounts were tried from. */
export function SuspiciousAddresses({ addresses }: Pick<SecurityReport, 'addresses'>) {
  const { t } = useTranslation('reports');
  const { count } = useFigures();
  const columns: Column<Address>[] = [
    { key: 'address', header: t('addresses.address'), cell: ({ address }) => address },
    { key: 'events', header: t('addresses.warnings'), align: 'end', cell: ({ events }) => count(events) },
    { key: 'failed', header: t('addresses.failed'), align: 'end', cell: ({ failedSignIns: n }) => count(n) },
    { key: 'last', header: t('addresses.last'), cell: ({ lastSeenAt }) => <Time value={lastSeenAt} /> },
  ];
  const title = t('addresses.title');
  return (
    <Section title={title}>
      {addresses.length === 0 ? (
        <EmptyNote title={t('addresses.none')} />
      ) : (
        <DataTable caption={title} columns={columns} rows={addresses} rowKey={({ address }) => address} />
      )}
    </Section>
  );
}
