import { Box, PasswordInput, Text, TextInput } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NumberKind } from './number-kinds.ts';
import { type TextFieldProps, useTypedNumber } from './use-typed-number.ts';

interface NumberFieldProps {
  kind: NumberKind;
  label: string;
  description?: string | undefined;
  isPending: boolean;
  /** `form.getInputProps(…)`. */
  field: TextFieldProps;
}

/** Only that the number can be one: nobody has been asked yet whose it is. */
function LooksRight({ isShown, children }: { isShown: boolean; children: ReactNode }) {
  const { t } = useTranslation('steps');
  return (
    <Box>
      {children}
      <Text size="sm" aria-live="polite">
        {isShown && (
          <>
            <IconCheck size={14} stroke={2.5} aria-hidden /> {t('number.looksRight')}
          </>
        )}
      </Text>
    </Box>
  );
}

/** A number that may stand on the screen. */
export function NumberField({ kind, label, description, isPending, field }: NumberFieldProps) {
  const { input, isRight } = useTypedNumber(kind, field);
  return (
    <LooksRight isShown={isRight}>
      <TextInput label={label} description={description} maw={320} readOnly={isPending} {...field} {...input} />
    </LooksRight>
  );
}

/** A number that only shows while its owner wants it to. */
export function SecretField({ kind, label, description, isPending, field }: NumberFieldProps) {
  const { t } = useTranslation('steps');
  const [isVisible, setIsVisible] = useState(false);
  const { input, isRight } = useTypedNumber(kind, field);
  return (
    <LooksRight isShown={isRight}>
      <PasswordInput
        label={label}
        description={description}
        maw={320}
        readOnly={isPending}
        visible={isVisible}
        onVisibilityChange={setIsVisible}
        visibilityToggleButtonProps={{
          'aria-label': t(isVisible ? 'ssn.hide' : 'ssn.show'),
          'aria-pressed': undefined,
          tabIndex: 0,
        }}
        {...field}
        {...input}
        // Mantine says so of every input but this one.
        aria-invalid={field.error ? true : undefined}
      />
    </LooksRight>
  );
}
