import { Checkbox, NativeSelect } from '@mantine/core';
import type { BranchRef } from '@ostiary/domain/access';
import type { ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';

interface BranchFieldsProps {
  branches: readonly BranchRef[];
  branch: ComponentProps<typeof NativeSelect>;
  onlyOwn: ComponentProps<typeof Checkbox>;
  hasBranch: boolean;
}

/** Where somebody works, and whether they see the cases of other branches too. */
export function BranchFields({ branches, branch, onlyOwn, hasBranch }: BranchFieldsProps) {
  const { t } = useTranslation('people');
  return (
    <>
      <NativeSelect
        label={t('branch.label')}
        data={[
          { value: '', label: t('noBranch') },
          ...branches.map(({ id, code, name }) => ({ value: id, label: `${name} (${code})` })),
        ]}
        {...branch}
      />
      <Checkbox
        label={t('branch.only')}
        description={t(hasBranch ? 'branch.onlyHint' : 'branch.chooseFirst')}
        disabled={!hasBranch}
        {...onlyOwn}
      />
    </>
  );
}
