import { Stack, VisuallyHidden } from '@mantine/core';
import type { DocumentSide, DocumentView } from '@ostiary/domain/kyc-documents';
import { Callout, FileDrop, type FileDropState } from '@ostiary/ui';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldText } from '../../lib/form.ts';
import { DocumentCard, standingOf } from './document-card.tsx';
import { acceptedFiles } from './file-hints.ts';
import type { DocumentForm } from './use-document-form.ts';
import { useDropText } from './use-drop-text.ts';
import { useUnfinished } from './use-unfinished.ts';

interface FileSlotProps {
  side: DocumentSide;
  documents: readonly DocumentView[];
  form: DocumentForm;
}

/** The control of a file that the bank does not have yet. */
function OpenSlot({ side, label, form, refused }: Omit<FileSlotProps, 'documents'> & SlotWords) {
  const { t } = useTranslation('documents');
  const upload = form.uploads[side];
  const { unfinished, giveUp } = useUnfinished(form.placeOf(side));
  const text = useDropText({ label, isAgain: refused !== undefined || unfinished?.kind === 'refused' });
  const isIdle = upload.state.kind === 'idle';
  const isInterrupted = isIdle && unfinished?.kind === 'open';
  const state: FileDropState = isInterrupted
    ? {
        kind: 'interrupted',
        message: t('drop.interrupted', { percent: Math.floor((100 * unfinished.received) / unfinished.size) }),
      }
    : upload.state;
  return (
    <Stack gap="sm">
      {refused?.refusal && isIdle && (
        <Callout tone="refusal" title={`${refused.fileName}: ${refused.refusal.message}`}>
          {refused.refusal.nextStep}
        </Callout>
      )}
      {unfinished?.kind === 'refused' && isIdle && <Callout tone="refusal">{fieldText(unfinished, t)}</Callout>}
      <FileDrop
        state={state}
        text={text}
        accept={acceptedFiles}
        hasCamera
        onSelect={(file) => form.select(side, file)}
        onConfirm={() => form.confirm(side)}
        onPause={upload.pause}
        onContinue={() => form.retry(side)}
        onCancel={isInterrupted ? () => void giveUp() : upload.cancel}
        onRetry={() => (upload.state.kind === 'waiting' ? upload.hurry() : form.retry(side))}
      />
    </Stack>
  );
}

interface SlotWords {
  label: string;
  refused: DocumentView | undefined;
}

/** The place of one side: the file that the bank has, or the way to send it, with what was wrong with the last one. */
export function FileSlot({ side, documents, form }: FileSlotProps) {
  const { t } = useTranslation('documents');
  const label = t(`file.${form.type}.${side}`);
  const { reset, state } = form.uploads[side];
  const live = form.live.find((document) => document.side === side);
  const refused = documents.findLast((document) => document.side === side && document.refusal !== null);
  const isKnown = live !== undefined && state.kind === 'sent';
  useEffect(() => {
    if (isKnown) reset();
  }, [isKnown, reset]);
  const refusal = refused?.refusal;
  const said = live ? standingOf(live, t) : refusal && `${refusal.message} ${refusal.nextStep}`;
  return (
    <>
      {/* Outlives card and control, so that what becomes of the file is heard. */}
      <VisuallyHidden role="status" aria-live="polite">
        {said && `${label}: ${said}`}
      </VisuallyHidden>
      {live ? <DocumentCard label={label} document={live} /> : <OpenSlot {...{ side, label, form, refused }} />}
    </>
  );
}
