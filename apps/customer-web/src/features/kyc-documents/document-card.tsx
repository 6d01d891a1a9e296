import { Button, Group, Paper, Stack, Text, VisuallyHidden } from '@mantine/core';
import type { DocumentView } from '@ostiary/domain/kyc-documents';
import { Callout, ConfirmDialog, type Status, StatusMark } from '@ostiary/ui';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../lib/errors.ts';
import { trpc } from '../../lib/trpc.ts';

const isChecking = ({ status }: DocumentView) => status === 'QUARANTINED' || status === 'UPLOADING';

function markOf(document: DocumentView): Status {
  if (isChecking(document)) return 'in_progress';
  return document.status === 'VERIFIED' ? 'accepted' : 'submitted';
}

const USUAL_MS = 60_000;

/** What the bank has done with a file so far, in the customer's words. */
export function standingOf(document: DocumentView, t: TFunction<'documents'>): string {
  if (!isChecking(document)) return t(`status.${document.status}`);
  return Date.now() - Date.parse(document.uploadDate) > USUAL_MS ? t('checkingLong') : t('checking');
}

/** Takes a file back, after asking once more. */
function RemoveButton({ label, document: { id, fileName } }: { label: string; document: DocumentView }) {
  const { t } = useTranslation('documents');
  const [isAsking, setIsAsking] = useState(false);
  const remove = trpc.documents.remove.useMutation({ onSettled: () => setIsAsking(false) });
  return (
    <>
      {remove.isError && (
        <Callout tone="refusal" role="alert">
          {errorText(remove.error, t)}
        </Callout>
      )}
      <Group>
        <Button variant="default" size="sm" loading={remove.isPending} onClick={() => setIsAsking(true)}>
          {t('remove')} <VisuallyHidden>{label}</VisuallyHidden>
        </Button>
      </Group>
      <ConfirmDialog
        opened={isAsking}
        title={t('removing.title')}
        confirmText={t('removing.confirm')}
        tone="refusal"
        isPending={remove.isPending}
        onConfirm={() => remove.mutate({ id })}
        onCancel={() => setIsAsking(false)}
      >
        {t('removing.text', { name: fileName })}
      </ConfirmDialog>
    </>
  );
}

/** One file that the bank has: what it is, whether it is still being checked, and the way to take it back. */
export function DocumentCard({ label, document }: { label: string; document: DocumentView }) {
  const { t } = useTranslation('documents');
  return (
    <Paper withBorder p="md" role="group" aria-label={label}>
      <Stack gap="xs">
        <Text fw={600}>{label}</Text>
        <Text>
          {document.fileName}{' '}
          <Text span c="dimmed">
            {t('number', { number: document.documentNumber })}
          </Text>
        </Text>
        <div>
          <StatusMark status={markOf(document)}>{standingOf(document, t)}</StatusMark>
        </div>
        <RemoveButton label={label} document={document} />
      </Stack>
    </Paper>
  );
}
