import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTyped } from './use-typed.ts';

interface AddressFieldProps {
  value: string | undefined;
  /** The schema's own judgement. */
  isFit: (address: string | undefined) => boolean;
  onChange: (address: string | undefined) => void;
}

/** One address. Asked for when whole (Enter, or leaving the field): half an address is none. */
export function AddressField({ value, isFit, onChange }: AddressFieldProps) {
  const { t } = useTranslation();
  const [text, setText] = useTyped(value ?? '');
  const [isWrong, setIsWrong] = useState(false);
  const commit = () => {
    const typed = text.trim() || undefined;
    const isRight = isFit(typed);
    setIsWrong(!isRight);
    if (isRight && typed !== value) onChange(typed);
  };
  return (
    <TextInput
      size="sm"
      label={t('common:filter.address')}
      placeholder="203.0.113.7"
      spellCheck={false}
      autoCapitalize="none"
      maxLength={45}
      value={text}
      error={isWrong && t('common:filter.addressWrong')}
      onChange={(event) => {
        setText(event.currentTarget.value);
        setIsWrong(false);
      }}
      onBlur={commit}
      onKeyDown={(event) => event.key === 'Enter' && commit()}
    />
  );
}
