import { Checkbox, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { QueueSearch } from './queue-search.ts';
import classes from './queue.module.css';

interface QueueFilterProps {
  filter: QueueSearch;
  late: number | undefined;
  onChange: (part: Pick<QueueSearch, 'search' | 'late'>) => void;
}

const waitMs = 300;

/** Search and "late only"; the address changes when the typing pauses. */
export function QueueFilterBar({ filter, late, onChange }: QueueFilterProps) {
  const { t } = useTranslation('review');
  const [text, setText] = useState(filter.search ?? '');
  const [known, setKnown] = useState(filter.search);
  // Back and forward change the filter under the field.
  if (known !== filter.search) {
    setKnown(filter.search);
    if (text.trim() !== (filter.search ?? '')) setText(filter.search ?? '');
  }
  const search = useDebouncedCallback((typed: string) => onChange({ search: typed.trim() || undefined }), waitMs);
  return (
    <div role="search" className={classes.filter}>
      <TextInput
        type="search"
        size="sm"
        label={t('search.label')}
        placeholder={t('search.placeholder')}
        leftSection={<IconSearch size={16} aria-hidden />}
        maxLength={100}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          search(event.currentTarget.value);
        }}
        className={classes.search}
      />
      <Checkbox
        size="sm"
        label={late === undefined ? t('lateOnly') : t('lateOnlyCount', { late })}
        checked={filter.late ?? false}
        onChange={(event) => onChange({ late: event.currentTarget.checked ? true : undefined })}
      />
    </div>
  );
}
