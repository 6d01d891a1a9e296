import { Modal } from '@mantine/core';
import type { BranchView } from '@ostiary/domain/branches';
import { useLabels } from '@ostiary/ui';
import { useTranslation } from 'react-i18next';
import { BranchForm } from './branch-form.tsx';

interface BranchDialogProps {
  /** Left out for a new one. */
  branch?: BranchView;
  branches: readonly BranchView[];
  onClose: () => void;
}

/** A branch while it is typed. */
export function BranchDialog({ branch, branches, onClose }: BranchDialogProps) {
  const { t } = useTranslation('branches');
  const labels = useLabels();
  return (
    <Modal
      opened
      onClose={onClose}
      title={branch ? t('edit.title', { name: branch.name }) : t('new')}
      closeButtonProps={{ 'aria-label': labels.close }}
    >
      <BranchForm branch={branch} branches={branches} onDone={onClose} />
    </Modal>
  );
}
