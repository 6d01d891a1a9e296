import { Stack, type PasswordInputProps } from '@mantine/core';
import { PasswordField } from '../form-controls.tsx';
import { Progress } from '../meter.tsx';
import type { PasswordOwner } from './password-rules.ts';
import { usePasswordChoice } from './use-password-choice.ts';
import { useWords } from './use-words.ts';

interface NewPasswordFieldProps extends Omit<PasswordInputProps, 'value'> {
  value: string;
  /** Whose words the password must not contain. */
  owner?: PasswordOwner;
}

/** A password in the making, with what it still lacks and how hard it is to guess. */
export function NewPasswordField({ value, owner, label, onFocus, ...input }: NewPasswordFieldProps) {
  const { t } = useWords();
  const { load, rules, score } = usePasswordChoice(value, owner);
  return (
    <Stack gap="xs">
      <PasswordField
        label={label ?? t('password.new')}
        autoComplete="new-password"
        rules={rules}
        value={value}
        {...input}
        onFocus={(event) => {
          load();
          onFocus?.(event);
        }}
      />
      <div aria-live="polite">
        {score !== undefined && (
          <Progress
            label={t('password.strength.label')}
            percent={(score + 1) * 20}
            text={`${t('password.strength.label')}: ${t(`password.strength.${score}`)}`}
          />
        )}
      </div>
    </Stack>
  );
}
