import { Anchor, Stack, Text, TextInput, type TextInputProps } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CodeInput } from '../form-controls.tsx';

interface FactorCodeFieldProps extends Omit<TextInputProps, 'onChange' | 'value' | 'defaultValue'> {
  value?: string;
  onChange: (code: string) => void;
  /** For a step that has just come. */
  takesFocus?: boolean;
}

/** The code of the app, or instead of it one of the recovery codes. */
export function FactorCodeField({ takesFocus = false, onChange, ...input }: FactorCodeFieldProps) {
  const { t } = useTranslation('security');
  const [isRecovery, setIsRecovery] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const wantsFocus = useRef(takesFocus);
  useEffect(() => {
    if (wantsFocus.current) field.current?.focus();
  }, [isRecovery]);
  const swap = () => {
    wantsFocus.current = true;
    onChange('');
    setIsRecovery(!isRecovery);
  };
  return (
    <Stack gap="xs" align="flex-start">
      {isRecovery ? (
        <TextInput
          label={t('factor.recovery')}
          description={t('factor.recoveryHint')}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          w="100%"
          {...input}
          ref={field}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      ) : (
        <CodeInput label={t('factor.code')} {...input} ref={field} onChange={onChange} data-autofocus />
      )}
      <Anchor component="button" type="button" ta="start" onClick={swap}>
        {t(isRecovery ? 'factor.useApp' : 'factor.useRecovery')}
      </Anchor>
      {isRecovery && <Text size="sm">{t('factor.lost')}</Text>}
    </Stack>
  );
}
