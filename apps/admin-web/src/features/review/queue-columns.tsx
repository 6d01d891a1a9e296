import { Button, Checkbox, Popover, Stack } from '@mantine/core';
import { useLocalStorage, useMediaQuery } from '@mantine/hooks';
import type { QueueColumn } from '@ostiary/domain/review';
import { IconColumns } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fewColumns, queueColumns, usualColumns } from './queue-options.ts';
import { readQueueSearch, type QueueSearch } from './queue-search.ts';

/** The columns of the address, else those that this person chose last on this device, else the usual ones. */
export function useQueueColumns({ columns }: QueueSearch) {
  const [own, setOwn] = useLocalStorage<QueueColumn[] | null>({
    key: 'ostiary.queue-columns',
    defaultValue: null,
    getInitialValueInEffect: false,
  });
  const isNarrow = useMediaQuery('(max-width: 63.99em)', false, { getInitialValueInEffect: false });
  const kept = own && readQueueSearch({ columns: own }).columns;
  return { columns: columns ?? kept ?? (isNarrow ? fewColumns : usualColumns), setOwn };
}

interface ColumnsMenuProps {
  columns: readonly QueueColumn[];
  /** `null`: the usual ones again. */
  onChange: (columns: QueueColumn[] | null) => void;
}

export function ColumnsMenu({ columns, onChange }: ColumnsMenuProps) {
  const { t } = useTranslation('queue');
  const [isOpen, setOpen] = useState(false);
  const toggle = (column: QueueColumn) =>
    onChange(queueColumns.filter((known) => (known === column ? !columns.includes(known) : columns.includes(known))));
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-end" width={240} trapFocus returnFocus>
      <Popover.Target>
        <Button
          variant="default"
          size="sm"
          leftSection={<IconColumns size={16} aria-hidden />}
          onClick={() => setOpen((now) => !now)}
        >
          {t('columns.action')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('columns.title')}>
        <Stack gap="xs">
          {queueColumns.map((column) => (
            <Checkbox
              key={column}
              size="sm"
              label={t(`column.${column}`)}
              checked={columns.includes(column)}
              onChange={() => toggle(column)}
            />
          ))}
          <Button variant="subtle" size="compact-sm" onClick={() => onChange(null)}>
            {t('columns.usual')}
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
