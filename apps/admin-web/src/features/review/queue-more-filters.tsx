import { Button, Popover, Stack } from '@mantine/core';
import { IconAdjustmentsHorizontal } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ChoiceField, type FilterProps } from './queue-choice-field.tsx';
import type { ChoiceKey } from './queue-choices.ts';
import classes from './queue.module.css';

const others = [
  'status',
  'country',
  'kind',
  'signal',
  'branch',
  'olderThanHours',
] as const satisfies readonly ChoiceKey[];

/** The filters that are used less, behind one button that says how many of them are set. */
export function MoreFilters(props: FilterProps) {
  const { t } = useTranslation('queue');
  const [isOpen, setOpen] = useState(false);
  const set = others.filter((name) => props.filter[name] !== undefined).length;
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-end" width={300} trapFocus returnFocus>
      <Popover.Target>
        <Button
          variant="default"
          size="sm"
          leftSection={<IconAdjustmentsHorizontal size={16} aria-hidden />}
          onClick={() => setOpen((now) => !now)}
          className={classes.more}
        >
          {set > 0 ? t('filter.moreSet', { count: set }) : t('filter.more')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('filter.more')}>
        <Stack gap="sm">
          {others.map((name) => (
            <ChoiceField key={name} name={name} {...props} />
          ))}
          <Button size="sm" onClick={() => setOpen(false)}>
            {t('filter.done')}
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
