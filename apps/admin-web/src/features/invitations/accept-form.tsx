import { Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { AcceptInput, type InvitationView } from '@ostiary/domain/access';
import { CheckedForm, Time, useFormFailure } from '@ostiary/ui';
import { NewPasswordField, usePasswordCheck } from '@ostiary/ui/security';
import { useTranslation } from 'react-i18next';
import { errorCode } from '../../lib/errors.ts';
import { Facts } from '../../lib/facts.tsx';
import { checkWith, refusalOf } from '../../lib/form.ts';
import { trpc } from '../../lib/trpc.ts';

interface AcceptProps {
  invitation: InvitationView;
  token: string;
  onAccepted: (username: string) => void;
  onOver: () => void;
}

function useAccept({ invitation, token, onAccepted, onOver }: AcceptProps) {
  const { t } = useTranslation('invitations');
  const checkPassword = usePasswordCheck();
  const { email, displayName } = invitation;
  const ownerOf = (username: string) => ({ username, email, names: displayName.split(/\s+/) });
  const form = useForm({
    initialValues: { username: '', password: '' },
    validate: (values) => {
      const problems = checkWith(AcceptInput, t)({ ...values, token });
      const password = checkPassword(values.password, ownerOf(values.username));
      return password === undefined ? problems : { ...problems, password };
    },
  });
  const failure = useFormFailure(form);
  const accept = trpc.invitations.accept.useMutation({
    meta: { isQuiet: true },
    onSuccess: ({ username }) => onAccepted(username),
    onError: (error) =>
      errorCode(error) === 'INVITATION_OVER'
        ? onOver()
        : failure.onRefused(refusalOf(error, t, { USERNAME_TAKEN: 'username' })),
  });
  const submit = form.onSubmit((values) => accept.mutate({ ...values, token }), failure.onInvalid);
  return { form, failure, submit, owner: ownerOf(form.values.username), isPending: accept.isPending };
}

/** The name and password of a new account. A refusal leaves everything as typed. */
export function AcceptForm(props: AcceptProps) {
  const { t } = useTranslation('invitations');
  const { email, expiresAt } = props.invitation;
  const { form, failure, submit, owner, isPending } = useAccept(props);
  return (
    <Stack gap="lg">
      <Facts
        facts={[
          [t('email'), email],
          [t('until'), <Time key="until" value={expiresAt} />],
        ]}
      />
      <CheckedForm
        problem={t('problem')}
        errors={form.errors}
        failure={failure}
        onSubmit={submit}
        isPending={isPending}
        submitText={t('submit')}
      >
        <TextInput
          label={t('username')}
          description={t('usernameHint')}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          readOnly={isPending}
          {...form.getInputProps('username')}
        />
        <NewPasswordField
          label={t('password')}
          owner={owner}
          readOnly={isPending}
          {...form.getInputProps('password')}
          value={form.values.password}
        />
      </CheckedForm>
    </Stack>
  );
}
