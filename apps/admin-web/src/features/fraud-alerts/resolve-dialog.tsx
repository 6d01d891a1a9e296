import { Stack } from '@mantine/core';
import type { AlertResolution, AlertView } from '@ostiary/domain/fraud-alerts';
import { ConfirmDialog } from '@ostiary/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorCode } from '../../lib/errors.ts';
import { ResolutionFields, resolutionOf, type ResolveDraft } from '../../lib/resolution-fields.tsx';
import { AlertRefusal } from './alert-refusal.tsx';
import { useAlertChange } from './use-alert-change.ts';

const resolutions = ['TRUE_POSITIVE', 'FALSE_POSITIVE'] as const satisfies readonly AlertResolution[];

interface ResolveDialogProps {
  view: AlertView;
  /** Of the screen below, so that a closed dialog loses nothing. */
  draft: ResolveDraft<AlertResolution>;
  onDraft: (draft: ResolveDraft<AlertResolution>) => void;
  onClose: () => void;
}

/** Closes an alert with what was found and a note of it; an answer to what the screen showed when this opened. */
export function ResolveDialog({ view, draft, onDraft, onClose }: ResolveDialogProps) {
  const { t } = useTranslation('alerts');
  const { alertId } = view;
  const [isTried, setTried] = useState(false);
  const [seen] = useState(view.version);
  const resolve = useAlertChange(
    alertId,
    (client, answer: { resolution: AlertResolution; note: string; version: number }) =>
      client.fraudAlerts.resolve.mutate({ ...answer, alertId }),
  );
  // What changed while the dialog was open may not have been read; once that was said, it counts as seen.
  const version = errorCode(resolve.error) === 'RECORD_CHANGED' ? view.version : seen;
  const confirm = () => {
    setTried(true);
    const found = resolutionOf(draft);
    if (found) resolve.mutate({ ...found, version }, { onSuccess: onClose });
  };
  return (
    <ConfirmDialog
      opened
      title={t('resolve.title')}
      confirmText={t('resolve.action')}
      isPending={resolve.isPending}
      onConfirm={confirm}
      onCancel={onClose}
    >
      <Stack gap="md">
        <ResolutionFields
          namespace="alerts"
          say={(one) => t(`resolve.${one}`)}
          resolutions={resolutions}
          draft={draft}
          onDraft={onDraft}
          isTried={isTried}
        />
        <AlertRefusal error={resolve.error} />
      </Stack>
    </ConfirmDialog>
  );
}
