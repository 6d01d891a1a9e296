import { Stack, Text } from '@mantine/core';
import type { BranchView } from '@ostiary/domain/branches';
import { Callout, ConfirmDialog } from '@ostiary/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorCode, errorText } from '../../lib/errors.ts';
import { trpc } from '../../lib/trpc.ts';

/** Asks before a branch closes, and says what still stands in the way. */
export function CloseDialog({ branch, onClose }: { branch: BranchView; onClose: () => void }) {
  const { t } = useTranslation('branches');
  const utils = trpc.useUtils();
  const [seen] = useState(branch.version);
  const close = trpc.branches.close.useMutation({ onSuccess: onClose, onError: () => utils.branches.invalidate() });
  const code = errorCode(close.error);
  const { id, name, people, openCases } = branch;
  return (
    <ConfirmDialog
      opened
      title={t('close.title', { name })}
      confirmText={t('close.confirm')}
      tone="refusal"
      isPending={close.isPending}
      onConfirm={() => close.mutate({ id, version: close.error && code === 'RECORD_CHANGED' ? branch.version : seen })}
      onCancel={onClose}
    >
      <Stack gap="md">
        <Text>{t('close.text')}</Text>
        {(people > 0 || openCases !== 0) && (
          <Text>
            {t('close.standing', {
              people: t('close.people', { count: people }),
              cases: t('close.cases', { count: openCases ?? 1000 }),
            })}
          </Text>
        )}
        {close.isError && (
          <Callout tone="refusal" role="alert">
            {code === 'RECORD_CHANGED' ? t('common:reason.changed') : errorText(close.error, t)}
          </Callout>
        )}
      </Stack>
    </ConfirmDialog>
  );
}
