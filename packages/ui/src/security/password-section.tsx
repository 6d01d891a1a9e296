import { Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { ChangePasswordInput } from '@ostiary/domain/auth';
import { useMutation } from '@tanstack/react-query';
import { PasswordField } from '../form-controls.tsx';
import { Section } from '../page.tsx';
import { useFormFailure } from '../use-form-failure.ts';
import { CheckedForm } from './checked-form.tsx';
import { identity } from './identity-api.ts';
import { NewPasswordField } from './new-password-field.tsx';
import type { PasswordOwner } from './password-rules.ts';
import { usePasswordProblem } from './use-password-choice.ts';
import { useStepUp } from './use-step-up.tsx';
import { useWords } from './use-words.ts';

/** Changes the password in place. */
export function PasswordSection({ owner }: { owner?: PasswordOwner }) {
  const { t, refusal } = useWords();
  const problemOf = usePasswordProblem(owner);
  const form = useForm({
    initialValues: { currentPassword: '', newPassword: '' },
    validate: {
      currentPassword: (value) => (value === '' ? t('fields.REQUIRED') : null),
      newPassword: (value, { currentPassword }) =>
        problemOf(value) ?? (value === currentPassword ? t('fields.PASSWORD_SAME') : null),
    },
  });
  const failure = useFormFailure(form);
  const { client } = identity.useUtils();
  const { withStepUp, dialog } = useStepUp();
  const change = useMutation({
    mutationFn: (input: ChangePasswordInput) => withStepUp(() => client.password.change.mutate(input)),
    meta: { isQuiet: true },
    onSuccess: () => {
      failure.clear();
      form.reset();
    },
    onError: (error) =>
      failure.onRefused(refusal(error, { INVALID_CREDENTIALS: 'currentPassword', PASSWORD_WRONG: 'currentPassword' })),
  });
  return (
    <Section title={t('password.title')}>
      <Text c="dimmed">{t('password.lead')}</Text>
      <CheckedForm
        problem={t('problem')}
        errors={form.errors}
        failure={failure}
        onSubmit={form.onSubmit((values) => change.mutate(values), failure.onInvalid)}
        isPending={change.isPending}
        submitText={t('password.submit')}
        beside={<span role="status">{change.isSuccess && t('password.done')}</span>}
      >
        <PasswordField
          label={t('password.current')}
          readOnly={change.isPending}
          {...form.getInputProps('currentPassword')}
        />
        <NewPasswordField
          owner={owner}
          readOnly={change.isPending}
          {...form.getInputProps('newPassword')}
          value={form.values.newPassword}
        />
      </CheckedForm>
      {dialog}
    </Section>
  );
}
