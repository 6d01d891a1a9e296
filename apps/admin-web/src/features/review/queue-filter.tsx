import { TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useTyped } from '../../lib/use-typed.ts';
import { ChoiceField, type FilterProps } from './queue-choice-field.tsx';
import type { ChoiceKey } from './queue-choices.ts';
import { MoreFilters } from './queue-more-filters.tsx';
import { useAction } from './use-action.ts';
import classes from './queue.module.css';

const waitMs = 300;
const always = ['policy', 'risk', 'due', 'assignee'] as const satisfies readonly ChoiceKey[];

function SearchField({ filter, onChange }: Pick<FilterProps, 'filter' | 'onChange'>) {
  const { t } = useTranslation('queue');
  const [text, setText] = useTyped(filter.search ?? '');
  const field = useRef<HTMLInputElement>(null);
  useAction('search', () => field.current?.focus());
  const search = useDebouncedCallback((typed: string) => onChange({ search: typed.trim() || undefined }), waitMs);
  return (
    <TextInput
      ref={field}
      type="search"
      size="sm"
      label={t('filter.search')}
      placeholder={t('filter.searchPlaceholder')}
      leftSection={<IconSearch size={16} aria-hidden />}
      maxLength={100}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        search(event.currentTarget.value);
      }}
      className={classes.search}
    />
  );
}

/** The filters that are used most, and the way to the others. Each change goes into the address. */
export function QueueFilterBar(props: FilterProps) {
  const { t } = useTranslation('queue');
  return (
    <div role="search" aria-label={t('filter.label')} className={classes.filter}>
      <SearchField {...props} />
      {always.map((name) => (
        <ChoiceField key={name} name={name} {...props} />
      ))}
      <MoreFilters {...props} />
    </div>
  );
}
