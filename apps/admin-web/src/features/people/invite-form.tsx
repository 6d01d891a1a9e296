import { NativeSelect, Radio, Stack, Textarea, TextInput } from '@mantine/core';
import { useForm, type UseFormReturnType } from '@mantine/form';
import { InviteInput, type PeopleChoices } from '@ostiary/domain/access';
import { CheckedForm, QueryView, useFormFailure } from '@ostiary/ui';
import { useStepUp } from '@ostiary/ui/security';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { checkWith, refusalOf } from '../../lib/form.ts';
import { trpc } from '../../lib/trpc.ts';
import { BranchFields } from './branch-fields.tsx';
import { useRoleName } from './person-marks.tsx';

const initialValues = {
  displayName: '',
  email: '',
  role: '',
  branchId: '',
  onlyOwnBranch: false,
  language: 'en',
  why: '',
};
type Values = typeof initialValues;

const fieldOf = { EMAIL_TAKEN: 'email', INVITATION_OPEN: 'email' } as const;

type OnlyBranch = PeopleChoices['onlyBranch'];

/** Whoever is kept to one branch invites to that one, and no further. */
const toInput = ({ branchId, onlyOwnBranch, ...rest }: Values, onlyBranch: OnlyBranch) => ({
  ...rest,
  branchId: onlyBranch ?? (branchId || null),
  onlyOwnBranch: onlyBranch !== null || (branchId !== '' && onlyOwnBranch),
});

function useInvite(onSent: (email: string) => void, onlyBranch: OnlyBranch) {
  const { t } = useTranslation('people');
  const { client } = trpc.useUtils();
  const { withStepUp, dialog } = useStepUp();
  const form = useForm<Values>({
    initialValues,
    validate: (values) => ({
      ...checkWith(InviteInput, t)(toInput(values, onlyBranch)),
      ...(values.role === '' && { role: t('invite.roleNeeded') }),
    }),
  });
  const failure = useFormFailure(form);
  const invite = useMutation({
    mutationFn: (values: Values) =>
      withStepUp(() => client.people.invite.mutate(InviteInput.parse(toInput(values, onlyBranch)))),
    onSuccess: (_, { email }) => onSent(email.trim()),
    onError: (error) => failure.onRefused(refusalOf(error, t, fieldOf)),
  });
  const submit = form.onSubmit((values) => invite.mutate(values), failure.onInvalid);
  return { form, failure, submit, dialog, isPending: invite.isPending };
}

type Form = UseFormReturnType<Values>;

function RoleField({ form, choices }: { form: Form; choices: PeopleChoices }) {
  const { t } = useTranslation('people');
  const nameOf = useRoleName();
  return (
    <Radio.Group label={t('invite.role')} required {...form.getInputProps('role')}>
      <Stack gap="xs" mt="xs">
        {choices.roles.map(({ role, description }) => (
          <Radio
            key={role}
            value={role}
            name="role"
            label={nameOf(role)}
            description={t(`roleText.${role}`, { defaultValue: description })}
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}

function Fields({ form, choices }: { form: Form; choices: PeopleChoices }) {
  const { t } = useTranslation('people');
  return (
    <>
      <TextInput label={t('invite.name')} required autoComplete="off" {...form.getInputProps('displayName')} />
      <TextInput
        label={t('column.email')}
        description={t('invite.emailHint')}
        required
        type="email"
        autoComplete="off"
        {...form.getInputProps('email')}
      />
      <RoleField form={form} choices={choices} />
      {choices.onlyBranch === null && (
        <BranchFields
          branches={choices.branches}
          branch={form.getInputProps('branchId')}
          onlyOwn={form.getInputProps('onlyOwnBranch', { type: 'checkbox' })}
          hasBranch={form.values.branchId !== ''}
        />
      )}
      <NativeSelect
        label={t('invite.language')}
        data={(['en', 'hi'] as const).map((value) => ({ value, label: t(`language.${value}`) }))}
        {...form.getInputProps('language')}
      />
      <Textarea
        label={t('common:reason.label')}
        description={t('common:reason.hint')}
        required
        autosize
        minRows={2}
        maxLength={300}
        {...form.getInputProps('why')}
      />
    </>
  );
}

/** Whom to invite, and what they will be able to do. A refusal leaves everything as typed. */
export function InviteForm({ onSent }: { onSent: (email: string) => void }) {
  const { t } = useTranslation('people');
  const choices = trpc.people.choices.useQuery();
  const { form, failure, submit, dialog, isPending } = useInvite(onSent, choices.data?.onlyBranch ?? null);
  return (
    <QueryView query={choices} isEmpty={() => false}>
      {(data) => (
        <>
          <CheckedForm
            problem={t('invite.problem')}
            errors={form.errors}
            failure={failure}
            onSubmit={submit}
            isPending={isPending}
            submitText={t('invite.action')}
          >
            <Fields form={form} choices={data} />
          </CheckedForm>
          {dialog}
        </>
      )}
    </QueryView>
  );
}
