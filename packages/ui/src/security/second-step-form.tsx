import { Button, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { FactorCodeInput, type SignedIn } from '@ostiary/domain/auth';
import { errorCode } from '../client/errors.ts';
import { useFormFailure } from '../use-form-failure.ts';
import { CheckedForm } from './checked-form.tsx';
import { FactorCodeField } from './factor-code-field.tsx';
import { identity } from './identity-api.ts';
import { StepHeading } from './step-heading.tsx';
import { useWords } from './use-words.ts';

interface SecondStepFormProps {
  challenge: string;
  onSignedIn: (result: SignedIn) => void;
  /** With the refusal after which the password is asked anew, or without one when the person goes back. */
  onStartAgain: (error?: unknown) => void;
}

/** The second step of signing in: a code of the app, or a recovery code. */
export function SecondStepForm({ challenge, onSignedIn, onStartAgain }: SecondStepFormProps) {
  const { t, check, refusal } = useWords();
  const form = useForm({ initialValues: { code: '' }, validate: check(FactorCodeInput) });
  const failure = useFormFailure(form);
  const verify = identity.auth.verify.useMutation({
    onSuccess: onSignedIn,
    onError: (error) =>
      errorCode(error) === 'CHALLENGE_OVER'
        ? onStartAgain(error)
        : failure.onRefused(refusal(error, { CODE_INVALID: 'code' })),
  });
  return (
    <Stack gap="lg">
      <StepHeading order={2}>{t('factor.title')}</StepHeading>
      <Text>{t('factor.lead')}</Text>
      <CheckedForm
        problem={t('factor.problem')}
        errors={form.errors}
        failure={failure}
        onSubmit={form.onSubmit(({ code }) => verify.mutate({ challenge, code }), failure.onInvalid)}
        isPending={verify.isPending}
        submitText={t('factor.submit')}
        beside={
          <Button variant="default" disabled={verify.isPending} onClick={() => onStartAgain()}>
            {t('factor.back')}
          </Button>
        }
      >
        <FactorCodeField takesFocus readOnly={verify.isPending} {...form.getInputProps('code')} />
      </CheckedForm>
    </Stack>
  );
}
