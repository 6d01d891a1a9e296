import { schemaResolver, useForm } from '@mantine/form';
import { StaffNetworks, type StaffNetworksView } from '@ostiary/domain/auth';
import { useFormFailure } from '@ostiary/ui';
import { useStepUp } from '@ostiary/ui/security';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorCode, errorText, fieldErrors } from '../../lib/errors.ts';
import { trpc } from '../../lib/trpc.ts';

const valuesOf = ({ networks }: StaffNetworksView) => ({
  networks: networks.map(({ network, note }) => ({ network, note })),
});

/** The form holds codes, as the rules give them; the words come when they are shown. */
const byCode = (fields: ReturnType<typeof fieldErrors>) =>
  Object.fromEntries(
    Object.entries(fields).map(([path, list]) => [path, list.map(({ code }) => ({ code, message: code }))]),
  );

/** The list while it is edited. A refusal leaves everything as typed; a background read does not overwrite it. */
export function useNetworksForm(view: StaffNetworksView) {
  const { t } = useTranslation('networks');
  const cache = trpc.useUtils().staffNetworks.get;
  const [answer, setAnswer] = useState<'saved' | 'locked-out'>();
  const form = useForm({
    initialValues: valuesOf(view),
    validate: schemaResolver(StaffNetworks, { sync: true }),
    onValuesChange: () => setAnswer(undefined),
  });
  const failure = useFormFailure(form);
  const { withStepUp, dialog } = useStepUp();
  const save = trpc.staffNetworks.save.useMutation();

  const onSaved = (saved: StaffNetworksView) => {
    cache.setData(undefined, saved);
    form.setValues(valuesOf(saved));
    failure.clear();
    setAnswer('saved');
  };
  const onRefused = (error: unknown) => {
    const isLockOut = errorCode(error) === 'NETWORK_LOCKS_YOU_OUT';
    if (isLockOut) failure.clear();
    else failure.onRefused({ fields: byCode(fieldErrors(error)), message: errorText(error, t) });
    setAnswer(isLockOut ? 'locked-out' : undefined);
  };
  const submit = form.onSubmit((values) => {
    setAnswer(undefined);
    void withStepUp(() => save.mutateAsync(values)).then(onSaved, onRefused);
  }, failure.onInvalid);
  return { form, failure, submit, answer, dialog, isPending: save.isPending };
}

export type NetworksForm = ReturnType<typeof useNetworksForm>;
