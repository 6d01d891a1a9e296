import { TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { useTyped } from '../../lib/use-typed.ts';
import type { SignInsSearch } from './sign-ins-search.ts';

// Typing a year passes through three others.
const waitMs = 500;

interface DayFieldProps {
  label: string;
  value: string | undefined;
  onChange: (day: string | undefined) => void;
}

function DayField({ label, value, onChange }: DayFieldProps) {
  const [text, setText] = useTyped(value ?? '');
  const change = useDebouncedCallback((day: string) => onChange(day || undefined), waitMs);
  return (
    <TextInput
      type="date"
      size="sm"
      label={label}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        change(event.currentTarget.value);
      }}
    />
  );
}

interface PeriodFieldsProps {
  filter: SignInsSearch;
  onChange: (part: Partial<SignInsSearch>) => void;
}

export function PeriodFields({ filter, onChange }: PeriodFieldsProps) {
  const { t } = useTranslation('sign-ins');
  return (
    <>
      <DayField label={t('filter.from')} value={filter.from} onChange={(from) => onChange({ from })} />
      <DayField label={t('filter.to')} value={filter.to} onChange={(to) => onChange({ to })} />
    </>
  );
}
