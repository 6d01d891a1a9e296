import { Stack, Text } from '@mantine/core';
import type { ActivityItem } from '@ostiary/domain/auth';
import { useState } from 'react';
import { ConfirmDialog } from '../confirm-dialog.tsx';
import { Time } from '../time.tsx';
import { sayDevice } from './rows.tsx';
import { useWords } from './use-words.ts';

interface ReportDialogProps {
  /** Null while nobody asks. */
  suspect: ActivityItem | null;
  isPending: boolean;
  onConfirm: (id: string) => void;
  onCancel: () => void;
}

/** Says what a report sets off, before it does. */
export function ReportDialog({ suspect, isPending, onConfirm, onCancel }: ReportDialogProps) {
  const { t } = useWords();
  // While the dialog closes, it goes on showing what it was about.
  const [shown, setShown] = useState(suspect);
  if (suspect && suspect !== shown) setShown(suspect);
  return (
    <ConfirmDialog
      opened={suspect !== null}
      title={t('activity.notMeTitle')}
      confirmText={t('activity.report')}
      tone="refusal"
      isPending={isPending}
      onConfirm={() => suspect && onConfirm(suspect.id)}
      onCancel={onCancel}
    >
      {shown && (
        <Stack gap="sm">
          <Text fw={600}>
            {t(`activity.outcome.${shown.outcome}`)}: {sayDevice(shown.device, t)}, <Time value={shown.at} isWithin />
          </Text>
          <Text>{t(shown.outcome === 'SUCCEEDED' ? 'activity.notMeText' : 'activity.notMeFailed')}</Text>
        </Stack>
      )}
    </ConfirmDialog>
  );
}
