import { Stack } from '@mantine/core';
import type { SecurityEventView, SecurityResolution } from '@ostiary/domain/security-events';
import { ConfirmDialog } from '@ostiary/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorCode } from '../../lib/errors.ts';
import { ResolutionFields, resolutionOf, type ResolveDraft } from '../../lib/resolution-fields.tsx';
import { EventRefusal } from './event-refusal.tsx';
import { resolutions } from './events-search.ts';
import { useEventChange } from './use-event-change.ts';

interface ResolveDialogProps {
  view: SecurityEventView;
  /** Of the screen below, so that a closed dialog loses nothing. */
  draft: ResolveDraft<SecurityResolution>;
  onDraft: (draft: ResolveDraft<SecurityResolution>) => void;
  onClose: () => void;
}

/** Closes an event with what was found and a note of it; an answer to what the screen showed when this opened. */
export function ResolveDialog({ view, draft, onDraft, onClose }: ResolveDialogProps) {
  const { t } = useTranslation('security-events');
  const { id } = view;
  const [isTried, setTried] = useState(false);
  const [seen] = useState(view.version);
  const resolve = useEventChange(
    id,
    (client, answer: { resolution: SecurityResolution; note: string; version: number }) =>
      client.securityEvents.resolve.mutate({ ...answer, id }),
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
          namespace="security-events"
          say={(one) => t(`resolve.${one}`)}
          resolutions={resolutions}
          draft={draft}
          onDraft={onDraft}
          isTried={isTried}
        />
        <EventRefusal error={resolve.error} />
      </Stack>
    </ConfirmDialog>
  );
}
