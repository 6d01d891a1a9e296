import { useForm } from '@mantine/form';
import { type BranchView, CreateBranchInput, UpdateBranchInput } from '@ostiary/domain/branches';
import { useFormFailure } from '@ostiary/ui';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorCode } from '../../lib/errors.ts';
import { checkWith, refusalOf } from '../../lib/form.ts';
import { trpc } from '../../lib/trpc.ts';

const valuesOf = (branch: BranchView | undefined) => ({
  code: branch?.code ?? '',
  name: branch?.name ?? '',
  country: branch?.country ?? 'US',
  regions: (branch?.regions ?? []).join(', '),
  ifscPrefix: branch?.ifscPrefix ?? '',
  parentId: branch?.parentId ?? '',
});
type Values = ReturnType<typeof valuesOf>;

const toFields = ({ code: _, regions, ifscPrefix, parentId, ...rest }: Values) => ({
  ...rest,
  regions: regions.split(/[\s,;]+/).filter((region) => region !== ''),
  ifscPrefix: rest.country === 'IN' && ifscPrefix.trim() !== '' ? ifscPrefix : null,
  parentId: parentId || null,
});

const fieldOf = { BRANCH_CODE_TAKEN: 'code', BRANCH_CYCLE: 'parentId', BRANCH_CLOSED: 'parentId' } as const;

/** One field holds all regions: a problem of the third one is the field's. */
const ofFields = (problems: Record<string, string>) =>
  Object.fromEntries(Object.entries(problems).map(([path, text]) => [path.split('.')[0] ?? path, text]));

function useSave(branch: BranchView | undefined) {
  const { client } = trpc.useUtils();
  // An answer to what the form showed when it opened; once that it changed was said, the newest counts as seen.
  const [seen, setSeen] = useState(branch?.version ?? 0);
  const save = (values: Values) =>
    branch
      ? client.branches.update.mutate(UpdateBranchInput.parse({ id: branch.id, version: seen, ...toFields(values) }))
      : client.branches.create.mutate(CreateBranchInput.parse({ code: values.code, ...toFields(values) }));
  return { save, setSeen };
}

/** A branch while it is typed. A refusal leaves everything as it was typed. */
export function useBranchForm(branch: BranchView | undefined, onDone: () => void) {
  const { t } = useTranslation('branches');
  const utils = trpc.useUtils();
  const { save, setSeen } = useSave(branch);
  const form = useForm<Values>({
    initialValues: valuesOf(branch),
    validate: (values) => {
      const schema = branch ? UpdateBranchInput : CreateBranchInput;
      const known = branch ? { id: branch.id, version: branch.version } : { code: values.code };
      return ofFields(checkWith(schema, t)({ ...known, ...toFields(values) }));
    },
  });
  const failure = useFormFailure(form);
  const change = useMutation({
    mutationFn: save,
    onSuccess: onDone,
    onError: async (error) => {
      const isStale = errorCode(error) === 'RECORD_CHANGED';
      const { fields, message } = refusalOf(error, t, fieldOf);
      failure.onRefused({ fields, message: isStale ? t('common:reason.changed') : message });
      if (!isStale) return;
      const list = await utils.branches.list.fetch(undefined, { staleTime: 0 });
      setSeen((now) => list.branches.find(({ id }) => id === branch?.id)?.version ?? now);
    },
  });
  const submit = form.onSubmit((values) => change.mutate(values), failure.onInvalid);
  return { form, failure, submit, isPending: change.isPending };
}
