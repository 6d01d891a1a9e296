import { TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { UpdateProfileInput } from '@ostiary/domain/profile';
import { CheckedForm, useFormFailure } from '@ostiary/ui';
import { useTranslation } from 'react-i18next';
import { checkWith, refusalOf } from '../../lib/form.ts';
import { trpc } from '../../lib/trpc.ts';

/** Names, while the bank has not accepted them yet. */
export function NameForm({ firstName, lastName }: { firstName: string; lastName: string }) {
  const { t } = useTranslation('profile');
  const form = useForm({ initialValues: { firstName, lastName }, validate: checkWith(UpdateProfileInput, t) });
  const failure = useFormFailure(form);
  const update = trpc.profile.update.useMutation({
    onSuccess: () => failure.clear(),
    onError: (error) => failure.onRefused(refusalOf(error, t)),
  });
  return (
    <CheckedForm
      problem={t('common:ui.formProblem')}
      errors={form.errors}
      failure={failure}
      onSubmit={form.onSubmit((values) => update.mutate(values), failure.onInvalid)}
      isPending={update.isPending}
      submitText={t('common:ui.save')}
      beside={<span role="status">{update.isSuccess && t('saved')}</span>}
    >
      <TextInput label={t('firstName')} autoComplete="given-name" {...form.getInputProps('firstName')} />
      <TextInput label={t('lastName')} autoComplete="family-name" {...form.getInputProps('lastName')} />
    </CheckedForm>
  );
}
