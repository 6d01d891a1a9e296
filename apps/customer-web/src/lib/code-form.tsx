import { useForm } from '@mantine/form';
import { OneTimeCode } from '@ostiary/domain/registration';
import { CheckedForm, CodeInput, useFormFailure } from '@ostiary/ui';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { errorCode, fieldErrors } from './errors.ts';
import { checkWith, fieldText, refusalOf } from './form.ts';

const CodeValues = z.strictObject({ code: OneTimeCode });

interface CodeFormProps {
  onSubmit: (code: string) => void;
  isPending: boolean;
  /** The server's last refusal. */
  error: unknown;
}

/** Takes a 6-digit code. */
export function CodeForm({ onSubmit, isPending, error }: CodeFormProps) {
  const { t } = useTranslation('registration');
  const form = useForm({ initialValues: { code: '' }, validate: checkWith(CodeValues, t) });
  const failure = useFormFailure(form);
  useEffect(() => {
    if (!error) return;
    const refusal = refusalOf(error, t);
    // A wrong code belongs to the one field there is, also where the server names none.
    const isWrong = errorCode(error) === 'CODE_INVALID' && Object.keys(fieldErrors(error)).length === 0;
    const wrong = { code: 'CODE_INVALID', message: refusal.message };
    failure.onRefused(
      isWrong ? { ...refusal, fields: { code: [{ ...wrong, message: fieldText(wrong, t) }] } } : refusal,
    );
    // Once for each refusal, not for each keystroke after it.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [error]);
  return (
    <CheckedForm
      problem={t('common:ui.formProblem')}
      errors={form.errors}
      failure={failure}
      onSubmit={form.onSubmit(({ code }) => onSubmit(code), failure.onInvalid)}
      isPending={isPending}
      submitText={t('code.confirm')}
    >
      <CodeInput label={t('code.label')} readOnly={isPending} {...form.getInputProps('code')} />
    </CheckedForm>
  );
}
