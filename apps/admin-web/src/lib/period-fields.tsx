import { TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { useTyped } from './use-typed.ts';

// Typing a year passes through three others.
const waitMs = 500;

/** First and last day, `YYYY-MM-DD`, as the reader's clock has them. */
export interface Period {
  from?: string | undefined;
  to?: string | undefined;
}

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
  period: Period;
  onChange: (part: Period) => void;
}

/** The two days of a list's filter. */
export function PeriodFields({ period, onChange }: PeriodFieldsProps) {
  const { t } = useTranslation();
  return (
    <>
      <DayField label={t('common:filter.from')} value={period.from} onChange={(from) => onChange({ from })} />
      <DayField label={t('common:filter.to')} value={period.to} onChange={(to) => onChange({ to })} />
    </>
  );
}
