import { NativeSelect } from '@mantine/core';
import type { QueueSort } from '@ostiary/domain/review';
import { useTranslation } from 'react-i18next';
import { queueSorts } from './queue-options.ts';
import classes from './queue.module.css';

interface SortFieldProps {
  sort: QueueSort;
  onChange: (sort: QueueSort | undefined) => void;
}

export function SortField({ sort, onChange }: SortFieldProps) {
  const { t } = useTranslation('queue');
  return (
    <NativeSelect
      size="sm"
      aria-label={t('sort.label')}
      data={queueSorts.map((value) => ({ value, label: t(`sort.${value}`) }))}
      value={sort}
      onChange={(event) => onChange(queueSorts.find((known) => known === event.currentTarget.value))}
      className={classes.sort}
    />
  );
}
