import { Stack } from '@mantine/core';
import { ConfirmDialog } from '@ostiary/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { trpc } from '../../lib/trpc.ts';
import { ActionButton } from './action-button.tsx';
import { refusedRows } from './case-standing.ts';
import { HOLD, type DecisionProps } from './decision-props.ts';
import { useDraft } from './drafts.ts';
import { NoteField } from './note-field.tsx';

/** Sends the refused rows back to the applicant; shows once more what they will be asked. */
export function AskAgainButton({ view, isBusy, onDecided, onRefused }: DecisionProps) {
  const { t } = useTranslation('review');
  const [isAsking, setAsking] = useState(false);
  const note = useDraft(`${view.id} ask-again`);
  const close = () => setAsking(false);
  const ask = trpc.review.requestMore.useMutation({
    onSuccess: (result) => {
      note.clear();
      onDecided('REQUEST_MORE', result);
    },
    onError: onRefused,
    onSettled: close,
  });
  const refused = refusedRows(view.requirements);
  const send = () => ask.mutate({ id: view.id, version: view.version, note: note.text.trim() || undefined, ...HOLD });
  return (
    <>
      <ActionButton name="askAgain" isPossible={!isBusy && refused.length > 0} onAct={() => setAsking(true)}>
        {refused.length === 0 ? t('askAgain.none') : t('askAgain.action', { count: refused.length })}
      </ActionButton>
      <ConfirmDialog
        opened={isAsking}
        title={t('askAgain.title', { name: view.name })}
        confirmText={t('askAgain.confirm')}
        isPending={ask.isPending}
        onConfirm={send}
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
          <NoteField value={note.text} onChange={note.write} />
        </Stack>
      </ConfirmDialog>
    </>
  );
}
