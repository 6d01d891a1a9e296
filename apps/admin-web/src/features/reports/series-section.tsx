import { type Column, DataTable, Section } from '@ostiary/ui';
import { useTranslation } from 'react-i18next';
import { LazySeries } from './lazy-series.tsx';
import { useFigures } from './use-figures.ts';
import classes from './reports.module.css';

interface SeriesSectionProps<Name extends string> {
  title: string;
  grain: 'day' | 'month';
  series: readonly { name: Name; label: string }[];
  points: readonly ({ on: string } & Record<Name, number>)[];
}

/** Lines over time, with the figures behind them one step away. */
export function SeriesSection<Name extends string>({ title, grain, series, points }: SeriesSectionProps<Name>) {
  const { t } = useTranslation('reports');
  const { count, day, point } = useFigures();
  const said = (on: string) => (grain === 'day' ? day(on) : point(on, grain));
  const columns: Column<(typeof points)[number]>[] = [
    { key: 'on', header: t(grain === 'day' ? 'series.day' : 'series.month'), cell: ({ on }) => said(on) },
    ...series.map(({ name, label }) => ({
      key: name,
      header: label,
      align: 'end' as const,
      cell: (row: (typeof points)[number]) => count(row[name]),
    })),
  ];
  const drawn = points.map((row) => ({
    at: point(row.on, grain),
    ...Object.fromEntries(series.map(({ name }) => [name, row[name]])),
  }));
  return (
    <Section title={title}>
      <LazySeries label={title} series={series} points={drawn} />
      <details className={classes.details}>
        <summary>{t('series.table')}</summary>
        <DataTable caption={title} columns={columns} rows={points} rowKey={({ on }) => on} />
      </details>
    </Section>
  );
}
