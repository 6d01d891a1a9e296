import { Button, PasswordInput, TextInput, type PasswordInputProps, type TextInputProps } from '@mantine/core';
import { IconCheck, IconCircle } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useLabels } from './labels.tsx';
import classes from './form.module.css';

interface SubmitButtonProps {
  isPending: boolean;
  disabled?: boolean;
  fullWidth?: boolean;
  children: ReactNode;
}

/** The form's one primary button; shows that it works and cannot be pressed twice. */
export function SubmitButton({ isPending, disabled, fullWidth, children }: SubmitButtonProps) {
  return (
    <Button type="submit" loading={isPending} disabled={disabled} fullWidth={fullWidth} className={classes.submit}>
      {children}
    </Button>
  );
}

interface CodeInputProps extends Omit<TextInputProps, 'value' | 'onChange'> {
  value?: string;
  defaultValue?: string;
  onChange: (code: string) => void;
  /** Called once six digits are there. */
  onComplete?: (code: string) => void;
}

const codeDigits = 6;

/** One field for a 6-digit one-time code: spaces and dashes of a pasted message are dropped. */
export function CodeInput({ onChange, onComplete, ...rest }: CodeInputProps) {
  const take = (text: string) => {
    const code = text.replace(/\D/g, '').slice(0, codeDigits);
    onChange(code);
    if (code.length === codeDigits) onComplete?.(code);
  };
  return (
    <TextInput
      inputMode="numeric"
      autoComplete="one-time-code"
      pattern="[0-9]*"
      spellCheck={false}
      classNames={{ input: classes.code }}
      {...rest}
      onChange={(event) => take(event.currentTarget.value)}
    />
  );
}

export interface PasswordRule {
  id: string;
  text: string;
  isMet: boolean;
  /** Said to a screen reader beside the text ("met", "not yet"). */
  stateText: string;
}

interface PasswordFieldProps extends PasswordInputProps {
  rules?: readonly PasswordRule[];
}

/** A password with show/hide and, where one is chosen, the rules it meets so far. */
export function PasswordField({ rules, autoComplete = 'current-password', ...rest }: PasswordFieldProps) {
  const labels = useLabels();
  const [isVisible, setIsVisible] = useState(false);
  return (
    <div className={classes.password}>
      <PasswordInput
        autoComplete={autoComplete}
        visible={isVisible}
        onVisibilityChange={setIsVisible}
        visibilityToggleButtonProps={{
          'aria-label': isVisible ? labels.hidePassword : labels.showPassword,
          'aria-pressed': undefined,
          tabIndex: 0,
        }}
        {...rest}
      />
      {rules && (
        <ul className={classes.rules}>
          {rules.map((rule) => (
            <li key={rule.id} data-met={rule.isMet ? true : undefined}>
              {rule.isMet ? <IconCheck size={16} aria-hidden /> : <IconCircle size={16} aria-hidden />}
              <span>
                {rule.text} <span className={classes.ruleState}>{rule.stateText}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
