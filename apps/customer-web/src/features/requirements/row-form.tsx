import { Group, Stack } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { PutRequirementInput } from '@ostiary/domain/requirements';
import { FormErrors, SubmitButton, useFormFailure } from '@ostiary/ui';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { paths } from '../../app/paths.ts';
import { refusalOf } from '../../lib/form.ts';
import { trpc } from '../../lib/trpc.ts';

interface RowFormProps<Values> {
  form: UseFormReturnType<Values>;
  toInput: (values: Values) => PutRequirementInput;
  /** Called just before the row is sent. */
  onSave?: () => void;
  /** Beside the button. */
  note?: ReactNode;
  children: (isPending: boolean) => ReactNode;
}

/** The form of one row: summary of what is wrong, fields, one button, and on to the next step once it is saved. */
export function RowForm<Values>({ form, toInput, onSave, note, children }: RowFormProps<Values>) {
  const { t } = useTranslation('steps');
  const navigate = useNavigate();
  const failure = useFormFailure(form);
  const put = trpc.requirements.put.useMutation({
    onSuccess: () => navigate({ to: paths.continue }),
    onError: (error) => failure.onRefused(refusalOf(error, t)),
  });
  const save = (values: Values) => {
    onSave?.();
    put.mutate(toInput(values));
  };
  return (
    <form noValidate onSubmit={form.onSubmit(save, failure.onInvalid)}>
      <Stack gap="lg">
        <FormErrors
          title={t('common:ui.formProblem')}
          errors={form.errors}
          attempt={failure.attempt}
          message={failure.message}
        />
        {children(put.isPending)}
        <Group gap="md">
          <SubmitButton isPending={put.isPending}>{t('saveAndContinue')}</SubmitButton>
          {note}
        </Group>
      </Stack>
    </form>
  );
}
