import { Button, Group, Paper, Stack, Text, VisuallyHidden } from '@mantine/core';
import type { DocumentView } from '@ostiary/domain/kyc-documents';
import { Callout, type Status, StatusMark } from '@ostiary/ui';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../lib/errors.ts';
import { trpc } from '../../lib/trpc.ts';

const isChecking = ({ status }: DocumentView) => status === 'QUARANTINED' || status === 'UPLOADING';

function markOf(document: DocumentView): Status {
  if (isChecking(document)) return 'in_progress';
  return document.status === 'VERIFIED' ? 'accepted' : 'submitted';
}

/** What the bank has done with a file so far, in the customer's words. */
export const standingOf = (document: DocumentView, t: TFunction<'documents'>): string =>
  isChecking(document) ? t('checking') : t(`status.${document.status}`);

/** One file that the bank has: what it is, whether it is still being checked, and the way to take it back. */
export function DocumentCard({ label, document }: { label: string; document: DocumentView }) {
  const { t } = useTranslation('documents');
  const remove = trpc.documents.remove.useMutation();
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
        {remove.isError && (
          <Callout tone="refusal" role="alert">
            {errorText(remove.error, t)}
          </Callout>
        )}
        <Group>
          <Button
            variant="default"
            size="sm"
            loading={remove.isPending}
            onClick={() => remove.mutate({ id: document.id })}
          >
            {t('remove')} <VisuallyHidden>{label}</VisuallyHidden>
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}
