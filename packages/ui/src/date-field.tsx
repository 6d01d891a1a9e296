import { Input, TextInput } from '@mantine/core';
import { useId, useState, type ReactNode } from 'react';
import { useLabels } from './labels.tsx';
import classes from './form.module.css';

interface DateFieldProps {
  legend: ReactNode;
  description?: ReactNode;
  error?: ReactNode;
  /** The form path: lets the error summary find the first input. */
  name: string;
  /** 'YYYY-MM-DD'; while incomplete what is there ('1990-5-'), so that a draft keeps it; '' when empty. */
  value?: string;
  onChange: (value: string) => void;
  onBlur?: () => void;
  disabled?: boolean;
  required?: boolean;
  /** `bday` fills all three parts from the browser. */
  autoComplete?: 'bday';
}

interface Parts {
  day: string;
  month: string;
  year: string;
}

const order = ['day', 'month', 'year'] as const;
const lengths = { day: 2, month: 2, year: 4 } as const;

function split(value: string): Parts {
  const [, year = '', month = '', day = ''] = /^(\d{0,4})-(\d{0,2})-(\d{0,2})$/.exec(value) ?? [];
  return { day, month, year };
}

/** Unreal days (31 February) pass on purpose: the schema says why they are refused. */
function join({ day, month, year }: Parts): string {
  if (!day || !month || year.length !== lengths.year) return day || month || year ? `${year}-${month}-${day}` : '';
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** A known date typed in three boxes (no calendar: nobody pages back to their birth). */
export function DateField(props: DateFieldProps) {
  const { legend, description, error, name, value = '', onChange, onBlur, disabled, required, autoComplete } = props;
  const labels = useLabels();
  const id = useId();
  const [typed, setTyped] = useState<Parts>(() => split(value));
  // A value set from outside (a draft that arrives) wins over what was typed.
  const parts = value === join(typed) ? typed : split(value);
  const change = (part: keyof Parts, text: string) => {
    const next = { ...parts, [part]: text.replace(/\D/g, '').slice(0, lengths[part]) };
    setTyped(next);
    onChange(join(next));
  };
  const described = [description ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ');
  return (
    <fieldset className={classes.date} disabled={disabled} aria-describedby={described || undefined} onBlur={onBlur}>
      <legend className={classes.legend}>{legend}</legend>
      {description && (
        <Input.Description size="md" id={`${id}-hint`}>
          {description}
        </Input.Description>
      )}
      {error && (
        <Input.Error size="md" id={`${id}-error`}>
          {error}
        </Input.Error>
      )}
      <div className={classes.dateParts} data-path={name}>
        {order.map((part) => (
          <TextInput
            key={part}
            label={labels[part]}
            inputMode="numeric"
            autoComplete={autoComplete && `${autoComplete}-${part}`}
            maxLength={lengths[part]}
            value={parts[part]}
            error={Boolean(error)}
            aria-required={required}
            className={classes[part]}
            onChange={(event) => change(part, event.currentTarget.value)}
          />
        ))}
      </div>
    </fieldset>
  );
}
