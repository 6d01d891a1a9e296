import { Group, NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { PeriodFields } from '../../lib/period-fields.tsx';
import { type PeriodChoice, periods, type ReportsSearch } from './reports-search.ts';
import classes from './reports.module.css';

interface PeriodChooserProps {
  search: ReportsSearch;
  onChange: (search: ReportsSearch) => void;
}

/** Which days the report is about; each change goes into the address. */
export function PeriodChooser({ search, onChange }: PeriodChooserProps) {
  const { t } = useTranslation('reports');
  const choose = (period: PeriodChoice | undefined) => onChange({ period: period === '30d' ? undefined : period });
  return (
    <Group role="search" aria-label={t('period.label')} align="flex-end" gap="sm" className={classes.onScreen}>
      <NativeSelect
        size="sm"
        label={t('period.name')}
        data={periods.map((value) => ({ value, label: t(`period.${value}`) }))}
        value={search.period ?? '30d'}
        onChange={({ currentTarget: { value } }) => choose(periods.find((one) => one === value))}
      />
      {search.period === 'custom' && (
        <PeriodFields period={search} onChange={(part) => onChange({ ...search, ...part })} />
      )}
    </Group>
  );
}
