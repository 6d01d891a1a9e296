import { TextInput } from '@mantine/core';
import { LoginActivityInput } from '@ostiary/domain/auth';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTyped } from '../../lib/use-typed.ts';

interface AddressFieldProps {
  value: string | undefined;
  onChange: (address: string | undefined) => void;
}

/** One address. Asked for when whole (Enter, or leaving the field): half an address is none. */
export function AddressField({ value, onChange }: AddressFieldProps) {
  const { t } = useTranslation('sign-ins');
  const [text, setText] = useTyped(value ?? '');
  const [isWrong, setIsWrong] = useState(false);
  const commit = () => {
    const typed = text.trim() || undefined;
    const isFit = LoginActivityInput.shape.address.safeParse(typed).success;
    setIsWrong(!isFit);
    if (isFit && typed !== value) onChange(typed);
  };
  return (
    <TextInput
      size="sm"
      label={t('filter.address')}
      placeholder="203.0.113.7"
      spellCheck={false}
      autoCapitalize="none"
      maxLength={45}
      value={text}
      error={isWrong && t('filter.addressWrong')}
      onChange={(event) => {
        setText(event.currentTarget.value);
        setIsWrong(false);
      }}
      onBlur={commit}
      onKeyDown={(event) => event.key === 'Enter' && commit()}
    />
  );
}
