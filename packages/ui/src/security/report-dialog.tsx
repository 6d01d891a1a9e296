import { Stack, Text } from '@mantine/core';
import type { ActivityItem, LoginOutcome } from '@ostiary/domain/auth';
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

/** How far whoever it was came. In the first two they knew the password: the report ends every session. */
function reachOf(outcome: LoginOutcome): 'gotIn' | 'knewPassword' | 'stayedOut' {
  if (outcome === 'SUCCEEDED') return 'gotIn';
  return outcome === 'SECOND_FACTOR_ASKED' || outcome === 'SECOND_FACTOR_FAILED' ? 'knewPassword' : 'stayedOut';
}

/** Says what a report sets off, before it does. */
export function ReportDialog({ suspect, isPending, onConfirm, onCancel }: ReportDialogProps) {
  const { t } = useWords();
  // While the dialog closes, it goes on showing what it was about.
  const [shown, setShown] = useState(suspect);
  if (suspect && suspect !== shown) setShown(suspect);
  const reach = shown ? reachOf(shown.outcome) : 'stayedOut';
  return (
    <ConfirmDialog
      opened={suspect !== null}
      title={t('activity.notMeTitle')}
      confirmText={t(reach === 'stayedOut' ? 'activity.reportOnly' : 'activity.report')}
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
          <Text>{t(`activity.effect.${reach}`)}</Text>
        </Stack>
      )}
    </ConfirmDialog>
  );
}
