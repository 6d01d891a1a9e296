import { Group, Stack } from '@mantine/core';
import type { FormErrors as Errors } from '@mantine/form';
import type { FormEvent, ReactNode } from 'react';
import { SubmitButton } from '../form-controls.tsx';
import { FormErrors } from '../form-errors.tsx';

interface CheckedFormProps {
  /** What the summary of errors begins with. */
  problem: string;
  errors: Errors;
  failure: { attempt: number; message?: string };
  onSubmit: (event: FormEvent<HTMLFormElement>) => void;
  isPending: boolean;
  submitText: string;
  /** Beside the button, such as the way back. */
  beside?: ReactNode;
  children: ReactNode;
}

/** A form with its summary of errors above and its one button below. */
export function CheckedForm(props: CheckedFormProps) {
  const { problem, errors, failure, onSubmit, isPending, submitText, beside, children } = props;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        // React hands events of a dialog on to the form that opened it.
        event.stopPropagation();
        onSubmit(event);
      }}
    >
      <Stack gap="lg">
        <FormErrors title={problem} errors={errors} attempt={failure.attempt} message={failure.message} />
        {children}
        <Group gap="sm">
          <SubmitButton isPending={isPending}>{submitText}</SubmitButton>
          {beside}
        </Group>
      </Stack>
    </form>
  );
}
