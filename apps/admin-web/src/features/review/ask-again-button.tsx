import { Button, Stack } from '@mantine/core';
import { ConfirmDialog } from '@ostiary/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { trpc } from '../../lib/trpc.ts';
import { refusedRows } from './case-standing.ts';
import type { DecisionProps } from './decision-bar.tsx';
import { NoteField } from './note-field.tsx';
import { ShortcutKey } from './shortcut-key.tsx';
import { useShortcuts } from './use-shortcuts.ts';

/** Sends the refused rows back to the applicant; shows once more what they will be asked. */
export function AskAgainButton({ view, isBusy, onDecided, onRefused }: DecisionProps) {
  const { t } = useTranslation('review');
  const [isAsking, setAsking] = useState(false);
  const [note, setNote] = useState('');
  const close = () => setAsking(false);
  const ask = trpc.review.requestMore.useMutation({ onSuccess: onDecided, onError: onRefused, onSettled: close });
  const refused = refusedRows(view.requirements);
  const isPossible = !isBusy && refused.length > 0;
  useShortcuts({ m: () => isPossible && setAsking(true) });
  return (
    <>
      <Button size="sm" variant="default" disabled={!isPossible} onClick={() => setAsking(true)} aria-keyshortcuts="m">
        {refused.length === 0 ? t('askAgain.none') : t('askAgain.action', { count: refused.length })}
        <ShortcutKey>m</ShortcutKey>
      </Button>
      <ConfirmDialog
        opened={isAsking}
        title={t('askAgain.title', { name: view.name })}
        confirmText={t('askAgain.confirm')}
        isPending={ask.isPending}
        onConfirm={() => ask.mutate({ id: view.id, version: view.version, note: note.trim() || undefined })}
        onCancel={close}
      >
        <Stack gap="md">
          <ul>
            {refused.map((row) => (
              <li key={row.code}>
                <strong>{row.title}</strong>
                {row.reason && `: ${row.reason.label}`}
              </li>
            ))}
          </ul>
          <p>{t('askAgain.text')}</p>
          <NoteField value={note} onChange={setNote} />
        </Stack>
      </ConfirmDialog>
    </>
  );
}
