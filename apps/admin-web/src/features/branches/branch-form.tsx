import { NativeSelect, TextInput } from '@mantine/core';
import { type BranchView, makesCycle } from '@ostiary/domain/branches';
import { Country } from '@ostiary/domain/registration';
import { CheckedForm, useLabels } from '@ostiary/ui';
import { useTranslation } from 'react-i18next';
import { useBranchForm } from './use-branch-form.ts';

interface BranchFormProps {
  branch: BranchView | undefined;
  branches: readonly BranchView[];
  onDone: () => void;
}

/** Open branches that this one may belong to: neither itself nor one below it. */
function useParents({ branch, branches }: Pick<BranchFormProps, 'branch' | 'branches'>) {
  const { t } = useTranslation('branches');
  const parents = new Map(branches.map(({ id, parentId }) => [id, parentId]));
  const fits = ({ id, closedAt }: BranchView) => closedAt === null && !(branch && makesCycle(branch.id, id, parents));
  return [
    { value: '', label: t('form.noParent') },
    ...branches.filter(fits).map(({ id, code, name }) => ({ value: id, label: `${name} (${code})` })),
  ];
}

export function BranchForm({ branch, branches, onDone }: BranchFormProps) {
  const { t } = useTranslation('branches');
  const { locale } = useLabels();
  const { form, failure, submit, isPending } = useBranchForm(branch, onDone);
  const parents = useParents({ branch, branches });
  const countries = new Intl.DisplayNames([locale], { type: 'region', fallback: 'code' });
  const { country } = form.values;
  return (
    <CheckedForm
      problem={t('form.problem')}
      errors={form.errors}
      failure={failure}
      onSubmit={submit}
      isPending={isPending}
      submitText={t(branch ? 'common:ui.save' : 'form.create')}
    >
      <TextInput
        label={t('column.code')}
        description={t(branch ? 'form.codeStays' : 'form.codeHint')}
        required={!branch}
        disabled={branch !== undefined}
        {...form.getInputProps('code')}
      />
      <TextInput label={t('column.name')} required maxLength={80} {...form.getInputProps('name')} />
      <NativeSelect
        label={t('form.country')}
        data={Country.options.map((value) => ({ value, label: countries.of(value) ?? value }))}
        {...form.getInputProps('country')}
      />
      <TextInput
        label={t('form.regions')}
        description={t('form.regionsHint', { context: country })}
        {...form.getInputProps('regions')}
      />
      {country === 'IN' && (
        <TextInput label={t('column.ifsc')} description={t('form.ifscHint')} {...form.getInputProps('ifscPrefix')} />
      )}
      <NativeSelect label={t('form.parent')} data={parents} {...form.getInputProps('parentId')} />
    </CheckedForm>
  );
}
