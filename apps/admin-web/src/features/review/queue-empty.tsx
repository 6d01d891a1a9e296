import { Button, Group, Stack } from '@mantine/core';
import { EmptyNote } from '@ostiary/ui';
import { useTranslation } from 'react-i18next';
import { filtersOf, noFilters, type QueueSearch } from './queue-search.ts';

interface NothingHereProps {
  filter: QueueSearch;
  onChange: (part: Partial<QueueSearch>) => void;
}

/** Why the list is empty, and what to do about it. */
export function NothingHere({ filter, onChange }: NothingHereProps) {
  const { t } = useTranslation('queue');
  const tab = filter.tab ?? 'waiting';
  if (filtersOf(filter).length === 0)
    return <EmptyNote title={t(`empty.${tab}.title`)}>{t(`empty.${tab}.text`)}</EmptyNote>;
  const kind = filter.search === undefined ? 'filtered' : 'searched';
  return (
    <Stack gap={4}>
      <EmptyNote title={t(`empty.${kind}.title`, { search: filter.search })}>{t(`empty.${kind}.text`)}</EmptyNote>
      <Group gap="xs">
        <Button variant="default" size="sm" onClick={() => onChange(noFilters)}>
          {t('chips.clear')}
        </Button>
        {tab !== 'all' && (
          <Button variant="default" size="sm" onClick={() => onChange({ tab: 'all' })}>
            {t('empty.inAll')}
          </Button>
        )}
      </Group>
    </Stack>
  );
}
