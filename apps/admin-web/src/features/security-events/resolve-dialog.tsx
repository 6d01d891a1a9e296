import { Radio, Stack, Textarea } from '@mantine/core';
import type { SecurityEventView, SecurityResolution } from '@ostiary/domain/security-events';
import { ConfirmDialog } from '@ostiary/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorCode } from '../../lib/errors.ts';
import { EventRefusal } from './event-refusal.tsx';
import { resolutions } from './events-search.ts';
import { useEventChange } from './use-event-change.ts';

const fewestCharacters = 10;
const mostCharacters = 2_000;

export interface ResolveDraft {
  resolution?: SecurityResolution;
  note: string;
}

interface ResolveDialogProps {
  view: SecurityEventView;
  /** Of the screen below, so that a closed dialog loses nothing. */
  draft: ResolveDraft;
  onDraft: (draft: ResolveDraft) => void;
  onClose: () => void;
}

/** Closes an event with what was found and a note of it; an answer to what the screen showed when this opened. */
export function ResolveDialog({ view, draft, onDraft, onClose }: ResolveDialogProps) {
  const { t } = useTranslation('security-events');
  const { id } = view;
  const [isTried, setTried] = useState(false);
  const [seen] = useState(view.version);
  const resolve = useEventChange(id, (client, answer: { resolution: SecurityResolution; version: number }) =>
    client.securityEvents.resolve.mutate({ ...answer, id, note: draft.note.trim() }),
  );
  // What changed while the dialog was open may not have been read; once that was said, it counts as seen.
  const version = errorCode(resolve.error) === 'RECORD_CHANGED' ? view.version : seen;
  const isTooShort = draft.note.trim().length < fewestCharacters;
  const confirm = () => {
    setTried(true);
    const { resolution } = draft;
    if (resolution && !isTooShort) resolve.mutate({ resolution, version }, { onSuccess: onClose });
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
        <Radio.Group
          label={t('resolve.found')}
          required
          value={draft.resolution ?? null}
          error={isTried && !draft.resolution ? t('resolve.foundNeeded') : undefined}
          onChange={(value) => onDraft({ ...draft, resolution: resolutions.find((one) => one === value) })}
        >
          <Stack gap="xs" mt="xs">
            {resolutions.map((value) => (
              <Radio key={value} value={value} label={t(`resolve.${value}`)} />
            ))}
          </Stack>
        </Radio.Group>
        <Textarea
          label={t('resolve.note')}
          description={t('resolve.noteHint', { count: fewestCharacters })}
          required
          autosize
          minRows={3}
          maxLength={mostCharacters}
          value={draft.note}
          error={isTried && isTooShort ? t('resolve.noteTooShort', { count: fewestCharacters }) : undefined}
          onChange={(event) => onDraft({ ...draft, note: event.currentTarget.value })}
        />
        <EventRefusal error={resolve.error} />
      </Stack>
    </ConfirmDialog>
  );
}
