import type { Pending } from '@ostiary/domain/reports';
import { type Column, DataTable, Section } from '@ostiary/ui';
import { useTranslation } from 'react-i18next';
import { Bars } from './bars.tsx';
import { useFigures } from './use-figures.ts';
import classes from './reports.module.css';

type Band = Pending['bands'][number];

/** What waits for the bank at this moment, by how long it has waited. */
export function KycPending({ pending }: { pending: Pending }) {
  const { t } = useTranslation('reports');
  const { count } = useFigures();
  const columns: Column<Band>[] = [
    { key: 'band', header: t('pending.waited'), cell: ({ band }) => t(`pending.${band}`) },
    { key: 'cases', header: t('pending.cases'), align: 'end', cell: ({ cases }) => count(cases) },
  ];
  const bars = pending.bands.map(({ band, cases }) => ({
    key: band,
    label: t(`pending.${band}`),
    n: cases,
    text: count(cases),
  }));
  const { total, late, withCustomer } = pending;
  return (
    <Section title={t('pending.title')}>
      <p className={classes.note}>
        {t('pending.note', { total: count(total), late: count(late), withCustomer: count(withCustomer) })}
      </p>
      <div className={classes.pair}>
        <Bars bars={bars} />
        <DataTable caption={t('pending.title')} columns={columns} rows={pending.bands} rowKey={({ band }) => band} />
      </div>
    </Section>
  );
}
