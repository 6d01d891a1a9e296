import { Button, UnstyledButton } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { FilterProps } from './queue-choice-field.tsx';
import { filtersOf, noFilters, type FilterKey } from './queue-search.ts';
import classes from './queue.module.css';

/** Each filter that is set, to be taken off one by one or all at once. */
export function FilterChips({ filter, options, onChange }: FilterProps) {
  const { t } = useTranslation('queue');
  const list = useRef<HTMLUListElement>(null);
  const set = filtersOf(filter);
  if (set.length === 0) return null;
  const takeOff = (key: FilterKey) => {
    // The chip goes with its filter; who uses the keyboard goes on with its neighbour.
    const chips = Array.from(list.current?.querySelectorAll('button') ?? []);
    const at = set.indexOf(key);
    (chips[at + 1] ?? chips[at - 1])?.focus();
    onChange({ [key]: undefined });
  };
  return (
    <ul ref={list} className={classes.chips} aria-label={t('chips.label')}>
      {set.map((key) => {
        const text = t('chips.one', { name: t(`filter.${key}`), value: options.labelOf(key, String(filter[key])) });
        return (
          <li key={key}>
            <UnstyledButton
              className={classes.chip}
              aria-label={t('chips.remove', { filter: text })}
              onClick={() => takeOff(key)}
            >
              {text}
              <IconX size={14} aria-hidden />
            </UnstyledButton>
          </li>
        );
      })}
      <li>
        <Button variant="subtle" size="compact-sm" onClick={() => onChange(noFilters)}>
          {t('chips.clear')}
        </Button>
      </li>
    </ul>
  );
}
