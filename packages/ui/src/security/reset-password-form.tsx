import { Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { RESET_RULES, ResetPasswordInput } from '@ostiary/domain/auth';
import type { ReactNode } from 'react';
import { errorCode, fieldErrors } from '../client/errors.ts';
import { useFormFailure } from '../use-form-failure.ts';
import { CheckedForm } from './checked-form.tsx';
import { identity } from './identity-api.ts';
import { NewPasswordField } from './new-password-field.tsx';
import { StepHeading } from './step-heading.tsx';
import { usePasswordProblem } from './use-password-choice.ts';
import { useWords } from './use-words.ts';

const isLinkOver = (error: unknown) =>
  errorCode(error) === 'RESET_LINK_INVALID' || fieldErrors(error).token !== undefined;

interface EndProps {
  title: string;
  text: string;
  /** What most people want next, and another way. */
  link: ReactNode;
  other?: ReactNode;
}

function End({ title, text, link, other }: EndProps) {
  return (
    <Stack gap="lg">
      <StepHeading order={2}>{title}</StepHeading>
      <Text>{text}</Text>
      <Text>{link}</Text>
      {other && <Text>{other}</Text>}
    </Stack>
  );
}

interface ResetPasswordFormProps {
  /** Of the link, from `location.hash`: what stands there reaches no server log. */
  token: string;
  signInLink: ReactNode;
  /** Where another link is asked for, in place of one that is over. */
  forgotLink: ReactNode;
}

/** Chooses a new password by the link that was sent. */
export function ResetPasswordForm({ token, signInLink, forgotLink }: ResetPasswordFormProps) {
  const { t, refusal } = useWords();
  const problemOf = usePasswordProblem();
  const form = useForm({ initialValues: { newPassword: '' }, validate: { newPassword: problemOf } });
  const failure = useFormFailure(form);
  const reset = identity.password.reset.useMutation({
    meta: { isQuiet: true },
    onError: (error) => failure.onRefused(refusal(error)),
  });
  const isTokenWhole = ResetPasswordInput.shape.token.safeParse(token).success;
  if (reset.isSuccess) return <End title={t('reset.doneTitle')} text={t('reset.done')} link={signInLink} />;
  if (!isTokenWhole || isLinkOver(reset.error)) {
    const over = t('reset.over', { minutes: RESET_RULES.validMinutes });
    return <End title={t('reset.overTitle')} text={over} link={forgotLink} other={signInLink} />;
  }
  return (
    <Stack gap="lg">
      <Text>{t('reset.lead')}</Text>
      <CheckedForm
        problem={t('problem')}
        errors={form.errors}
        failure={failure}
        onSubmit={form.onSubmit(({ newPassword }) => reset.mutate({ token, newPassword }), failure.onInvalid)}
        isPending={reset.isPending}
        submitText={t('reset.submit')}
      >
        <NewPasswordField
          readOnly={reset.isPending}
          {...form.getInputProps('newPassword')}
          value={form.values.newPassword}
        />
      </CheckedForm>
    </Stack>
  );
}
