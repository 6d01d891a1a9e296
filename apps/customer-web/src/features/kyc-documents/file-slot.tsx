import { Stack } from '@mantine/core';
import type { DocumentSide, DocumentView } from '@ostiary/domain/kyc-documents';
import { Callout, FileDrop, type FileDropText, useLabels } from '@ostiary/ui';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { sayMegabytes } from '../../lib/format.ts';
import { DocumentCard } from './document-card.tsx';
import { acceptedFiles } from './file-hints.ts';
import type { DocumentForm } from './use-document-form.ts';

interface FileSlotProps {
  side: DocumentSide;
  documents: readonly DocumentView[];
  form: DocumentForm;
}

function useDropText(label: string): FileDropText {
  const { t } = useTranslation('documents');
  const { locale } = useLabels();
  return {
    label,
    hint: t('drop.hint'),
    choose: t('drop.choose'),
    dropHere: t('drop.dropHere'),
    change: t('drop.change'),
    cancel: t('common:ui.cancel'),
    retry: t('common:ui.retry'),
    selected: (name) => t('drop.selected', { name }),
    sent: (name) => t('drop.sent', { name }),
    failed: (name) => t('drop.failed', { name }),
    progress: (sent, total) =>
      t('drop.progress', {
        sent: sayMegabytes(sent, locale),
        total: sayMegabytes(total, locale),
        percent: total > 0 ? Math.floor((100 * sent) / total) : 0,
      }),
  };
}

/** The place of one side: the file that the bank has, or the way to send it, with what was wrong with the last one. */
export function FileSlot({ side, documents, form }: FileSlotProps) {
  const { t } = useTranslation('documents');
  const label = t(`file.${form.type}.${side}`);
  const text = useDropText(label);
  const upload = form.uploads[side];
  const live = form.live.find((document) => document.side === side);
  const refused = documents.findLast((document) => document.side === side && document.refusal !== null);
  const isKnown = live !== undefined && upload.state.kind === 'sent';
  const { reset } = upload;
  useEffect(() => {
    if (isKnown) reset();
  }, [isKnown, reset]);
  if (live) return <DocumentCard label={label} document={live} />;
  return (
    <Stack gap="sm">
      {refused?.refusal && upload.state.kind === 'idle' && (
        <Callout tone="refusal" title={`${refused.fileName}: ${refused.refusal.message}`}>
          {refused.refusal.nextStep}
        </Callout>
      )}
      <FileDrop
        state={upload.state}
        text={text}
        accept={acceptedFiles}
        onSelect={(file) => form.select(side, file)}
        onCancel={upload.cancel}
        onRetry={() => form.retry(side)}
      />
    </Stack>
  );
}
