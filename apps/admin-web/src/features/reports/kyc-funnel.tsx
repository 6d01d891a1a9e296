import type { KycReport } from '@ostiary/domain/reports';
import { type Column, DataTable, Section } from '@ostiary/ui';
import { useTranslation } from 'react-i18next';
import { Bars } from './bars.tsx';
import { useFigures } from './use-figures.ts';
import classes from './reports.module.css';

type Step = KycReport['funnel'][number];

/** From registration to approval: how many people came so far, and how many were lost on the way. */
export function KycFunnel({ funnel }: Pick<KycReport, 'funnel'>) {
  const { t } = useTranslation('reports');
  const { count, percent } = useFigures();
  const columns: Column<Step>[] = [
    { key: 'stage', header: t('funnel.stage'), cell: ({ stage }) => t(`funnel.${stage}`) },
    { key: 'people', header: t('funnel.people'), align: 'end', cell: ({ people }) => count(people) },
    { key: 'before', header: t('column.before'), align: 'end', cell: ({ before }) => count(before) },
    { key: 'lost', header: t('funnel.lost'), align: 'end', cell: ({ lost }) => percent(lost) },
    { key: 'ofAll', header: t('funnel.ofAll'), align: 'end', cell: ({ ofAll }) => percent(ofAll) },
  ];
  const bars = funnel.map(({ stage, people, lost }) => ({
    key: stage,
    label: t(`funnel.${stage}`),
    n: people,
    text: lost === null || lost === 0 ? count(people) : t('funnel.bar', { n: count(people), lost: percent(lost) }),
  }));
  return (
    <Section title={t('funnel.title')}>
      <p className={classes.note}>{t('funnel.note')}</p>
      <div className={classes.pair}>
        <Bars bars={bars} />
        <DataTable caption={t('funnel.title')} columns={columns} rows={funnel} rowKey={({ stage }) => stage} />
      </div>
    </Section>
  );
}
