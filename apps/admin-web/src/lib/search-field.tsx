import { TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useTyped } from './use-typed.ts';

const waitMs = 300;

interface SearchFieldProps {
  label: string;
  placeholder: string;
  /** As it stands in the address. */
  value: string | undefined;
  onChange: (search: string | undefined) => void;
}

/** The free text of a list, which follows the typing with a short pause. */
export function SearchField({ label, placeholder, value, onChange }: SearchFieldProps) {
  const [text, setText] = useTyped(value ?? '');
  const search = useDebouncedCallback((typed: string) => onChange(typed.trim() || undefined), waitMs);
  return (
    <TextInput
      type="search"
      size="sm"
      label={label}
      placeholder={placeholder}
      leftSection={<IconSearch size={16} aria-hidden />}
      maxLength={254}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        search(event.currentTarget.value);
      }}
      miw={{ base: '100%', xs: 300 }}
    />
  );
}
