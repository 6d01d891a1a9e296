import type { ReportGroup } from '@ostiary/domain/reports';
import { type Column, DataTable, EmptyNote, Section } from '@ostiary/ui';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { type Figures, useFigures } from './use-figures.ts';

const columnsOf = (t: TFunction, { count, percent, duration }: Figures, nobody: string): Column<ReportGroup>[] => [
  { key: 'name', header: t('reports:column.name'), cell: ({ name }) => name || nobody },
  {
    key: 'decided',
    header: t('reports:column.decided'),
    align: 'end',
    cell: ({ decisions: d }) => count(d.decided.now),
  },
  {
    key: 'before',
    header: t('reports:column.before'),
    align: 'end',
    cell: ({ decisions: d }) => count(d.decided.before),
  },
  {
    key: 'approved',
    header: t('reports:column.approved'),
    align: 'end',
    cell: ({ decisions: d }) => count(d.approved.now),
  },
  {
    key: 'rejected',
    header: t('reports:column.rejected'),
    align: 'end',
    cell: ({ decisions: d }) => count(d.rejected.now),
  },
  {
    key: 'more',
    header: t('reports:column.moreRequested'),
    align: 'end',
    cell: ({ decisions: d }) => count(d.moreRequested.now),
  },
  {
    key: 'rate',
    header: t('reports:column.rate'),
    align: 'end',
    cell: ({ decisions: d }) => percent(d.approvalRate.now),
  },
  { key: 'p50', header: t('reports:column.p50'), align: 'end', cell: ({ decisions: d }) => duration(d.p50Seconds.now) },
  { key: 'p90', header: t('reports:column.p90'), align: 'end', cell: ({ decisions: d }) => duration(d.p90Seconds.now) },
];

interface KycGroupsProps {
  title: string;
  rows: readonly ReportGroup[];
  /** What stands for a row without a name, such as cases of no branch. */
  nobody: string;
}

/** Decisions by reviewer, policy or branch, the busiest first. */
export function KycGroups({ title, rows, nobody }: KycGroupsProps) {
  const { t } = useTranslation('reports');
  const figures = useFigures();
  return (
    <Section title={title}>
      {rows.length === 0 ? (
        <EmptyNote title={t('column.none')} />
      ) : (
        <DataTable caption={title} columns={columnsOf(t, figures, nobody)} rows={rows} rowKey={({ id }) => id ?? ''} />
      )}
    </Section>
  );
}
