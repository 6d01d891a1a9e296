import { TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';

interface NumberFieldProps {
  label: string;
  /** Its path in the policy, where problems point. */
  name: string;
  value: number | undefined;
  description?: string;
  error?: ReactNode;
  onChange: (value: number | undefined) => void;
}

/** Empty is nothing; what is no number stays visible and is refused like one out of range. */
const read = (text: string) => (text.trim() === '' ? undefined : Number(text));
const write = (value: number | undefined) => (value === undefined || Number.isNaN(value) ? '' : String(value));

export function NumberField({ value, onChange, ...field }: NumberFieldProps) {
  const [text, setText] = useState(() => write(value));
  // The other view changed it: what was typed here is of the past.
  const shown = Object.is(read(text), value) ? text : write(value);
  return (
    <TextInput
      size="sm"
      inputMode="decimal"
      maw="20rem"
      {...field}
      value={shown}
      onChange={(event) => {
        setText(event.currentTarget.value);
        onChange(read(event.currentTarget.value));
      }}
    />
  );
}
