import { Modal, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { FactorCodeInput } from '@ostiary/domain/auth';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useLabels } from '../labels.tsx';
import { useFormFailure } from '../use-form-failure.ts';
import { CheckedForm } from './checked-form.tsx';
import { FactorCodeField } from './factor-code-field.tsx';
import { identity } from './identity-api.ts';
import { RecoveryCodes } from './recovery-codes.tsx';
import { useStepUp } from './use-step-up.tsx';
import { useWords } from './use-words.ts';

export type FactorAction = 'renew' | 'off';

interface FactorFormProps {
  action: FactorAction;
  onCodes: (codes: string[]) => void;
  onDisabled: () => void;
}

function FactorForm({ action, onCodes, onDisabled }: FactorFormProps) {
  const { t, check, refusal } = useWords();
  const { client } = identity.useUtils();
  const { withStepUp, dialog } = useStepUp();
  const form = useForm({ initialValues: { code: '' }, validate: check(FactorCodeInput) });
  const failure = useFormFailure(form);
  const onError = (error: unknown) => failure.onRefused(refusal(error, { CODE_INVALID: 'code' }));
  const renew = useMutation({
    mutationFn: (code: string) => withStepUp(() => client.secondFactor.renewRecoveryCodes.mutate({ code })),
    onSuccess: ({ recoveryCodes }) => onCodes(recoveryCodes),
    onError,
  });
  const disable = useMutation({
    mutationFn: (code: string) => withStepUp(() => client.secondFactor.disable.mutate({ code })),
    onSuccess: onDisabled,
    onError,
  });
  const { mutate, isPending } = action === 'renew' ? renew : disable;
  return (
    <Stack gap="lg">
      <Text>{t(`second.${action}Lead`)}</Text>
      <CheckedForm
        problem={t('factor.problem')}
        errors={form.errors}
        failure={failure}
        onSubmit={form.onSubmit(({ code }) => mutate(code), failure.onInvalid)}
        isPending={isPending}
        submitText={t(`second.${action}`)}
      >
        <FactorCodeField readOnly={isPending} {...form.getInputProps('code')} />
      </CheckedForm>
      {dialog}
    </Stack>
  );
}

interface FactorDialogProps {
  /** Null while it is closed. */
  action: FactorAction | null;
  onClose: () => void;
  onDisabled: () => void;
}

/** New recovery codes, or the end of the second factor; both ask for a code. */
export function FactorDialog({ action, onClose, onDisabled }: FactorDialogProps) {
  const { t } = useWords();
  const labels = useLabels();
  const [codes, setCodes] = useState<string[] | null>(null);
  const close = () => {
    setCodes(null);
    onClose();
  };
  return (
    <Modal
      opened={action !== null}
      onClose={close}
      title={action && t(`second.${action}`)}
      size="lg"
      // Codes are shown once: only the button that says they are saved closes them.
      withCloseButton={!codes}
      closeOnEscape={!codes}
      closeOnClickOutside={!codes}
      closeButtonProps={{ 'aria-label': labels.close }}
    >
      {codes && <RecoveryCodes codes={codes} onDone={close} />}
      {action && !codes && <FactorForm action={action} onCodes={setCodes} onDisabled={onDisabled} />}
    </Modal>
  );
}
