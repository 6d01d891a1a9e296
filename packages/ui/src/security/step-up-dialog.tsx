import { Modal, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { FactorCodeInput } from '@ostiary/domain/auth';
import { PasswordField } from '../form-controls.tsx';
import { useLabels } from '../labels.tsx';
import { useFormFailure } from '../use-form-failure.ts';
import { CheckedForm } from './checked-form.tsx';
import { FactorCodeField } from './factor-code-field.tsx';
import { identity } from './identity-api.ts';
import { useWords } from './use-words.ts';

/** What `STEP_UP_REQUIRED` asks for. */
export type StepUpFactor = 'code' | 'password';

function StepUpForm({ factor, onDone }: { factor: StepUpFactor; onDone: () => void }) {
  const { t, check, refusal } = useWords();
  const form = useForm({
    initialValues: { code: '', password: '' },
    validate: ({ code, password }): Record<string, string> => {
      if (factor === 'code') return check(FactorCodeInput)({ code });
      return password === '' ? { password: t('fields.REQUIRED') } : {};
    },
  });
  const failure = useFormFailure(form);
  const stepUp = identity.auth.stepUp.useMutation({
    // It changes no view; what it was asked for does.
    meta: { isQuiet: true },
    onSuccess: onDone,
    onError: (error) => {
      if (factor === 'password') form.setFieldValue('password', '');
      failure.onRefused(refusal(error, { CODE_INVALID: factor, INVALID_CREDENTIALS: factor }));
    },
  });
  return (
    <CheckedForm
      problem={t('factor.problem')}
      errors={form.errors}
      failure={failure}
      onSubmit={form.onSubmit(
        ({ code, password }) => stepUp.mutate(factor === 'code' ? { code } : { password }),
        failure.onInvalid,
      )}
      isPending={stepUp.isPending}
      submitText={t('stepUp.submit')}
    >
      {factor === 'code' ? (
        <FactorCodeField readOnly={stepUp.isPending} {...form.getInputProps('code')} />
      ) : (
        <PasswordField
          label={t('stepUp.field')}
          readOnly={stepUp.isPending}
          data-autofocus
          {...form.getInputProps('password')}
        />
      )}
    </CheckedForm>
  );
}

interface StepUpDialogProps {
  opened: boolean;
  factor: StepUpFactor;
  /** The proof counts for five minutes: repeat what was refused. */
  onDone: () => void;
  onCancel: () => void;
}

/** Asks once more who is there, before something sensitive. */
export function StepUpDialog({ opened, factor, onDone, onCancel }: StepUpDialogProps) {
  const { t } = useWords();
  const labels = useLabels();
  return (
    <Modal
      opened={opened}
      onClose={onCancel}
      title={t('stepUp.title')}
      closeButtonProps={{ 'aria-label': labels.close }}
    >
      <Stack gap="lg">
        <Text>{t(`stepUp.${factor}`)}</Text>
        <StepUpForm factor={factor} onDone={onDone} />
      </Stack>
    </Modal>
  );
}
