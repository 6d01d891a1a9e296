import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ChoiceKey, QueueOptions } from './queue-choices.ts';
import { readQueueSearch, type QueueSearch } from './queue-search.ts';
import classes from './queue.module.css';

export interface FilterProps {
  filter: QueueSearch;
  options: QueueOptions;
  onChange: (part: Partial<QueueSearch>) => void;
}

/** The value of a field as the address has it; numbers are numbers there. */
const part = (key: ChoiceKey, value: string): Partial<QueueSearch> => ({
  [key]: readQueueSearch({ [key]: key === 'olderThanHours' ? Number(value) : value })[key],
});

export function ChoiceField({ name, filter, options, onChange }: FilterProps & { name: ChoiceKey }) {
  const { t } = useTranslation('queue');
  const value = String(filter[name] ?? '');
  return (
    <NativeSelect
      size="sm"
      label={t(`filter.${name}`)}
      data={[{ value: '', label: t('filter.any') }, ...options.optionsFor(name, value)]}
      value={value}
      onChange={(event) => onChange(part(name, event.currentTarget.value))}
      className={classes.choice}
    />
  );
}
