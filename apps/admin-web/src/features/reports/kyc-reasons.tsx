import type { KycReport } from '@ostiary/domain/reports';
import { type Column, DataTable, EmptyNote, Section } from '@ostiary/ui';
import { useTranslation } from 'react-i18next';
import { Bars } from './bars.tsx';
import { useFigures } from './use-figures.ts';
import classes from './reports.module.css';

type Reason = KycReport['reasons'][number];
const MOST_BARS = 10;

/** Why applications were rejected, and what was asked for again. A decision may give several reasons. */
export function KycReasons({ reasons }: Pick<KycReport, 'reasons'>) {
  const { t } = useTranslation('reports');
  const { count } = useFigures();
  if (reasons.length === 0)
    return (
      <Section title={t('reasons.title')}>
        <EmptyNote title={t('reasons.none')} />
      </Section>
    );
  const columns: Column<Reason>[] = [
    { key: 'reason', header: t('reasons.reason'), cell: ({ label }) => label },
    { key: 'rejected', header: t('column.rejected'), align: 'end', cell: ({ rejected }) => count(rejected.now) },
    { key: 'rejectedBefore', header: t('column.before'), align: 'end', cell: ({ rejected }) => count(rejected.before) },
    { key: 'more', header: t('column.moreRequested'), align: 'end', cell: ({ moreRequested: n }) => count(n.now) },
    { key: 'moreBefore', header: t('column.before'), align: 'end', cell: ({ moreRequested: n }) => count(n.before) },
  ];
  const bars = reasons.slice(0, MOST_BARS).map(({ code, label, rejected, moreRequested }) => ({
    key: code,
    label,
    n: rejected.now,
    more: moreRequested.now,
    text: count(rejected.now + moreRequested.now),
  }));
  return (
    <Section title={t('reasons.title')}>
      <div className={classes.pair}>
        <Bars bars={bars} legend={[t('column.rejected'), t('column.moreRequested')]} />
        <DataTable caption={t('reasons.title')} columns={columns} rows={reasons} rowKey={({ code }) => code} />
      </div>
    </Section>
  );
}
