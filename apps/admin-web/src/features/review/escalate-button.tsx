import { Stack } from '@mantine/core';
import { ConfirmDialog } from '@ostiary/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from './action-button.tsx';
import { HOLD, type DecisionProps } from './decision-props.ts';
import { useDraft } from './drafts.ts';
import { NoteField } from './note-field.tsx';
import { useApprove } from './use-approve.ts';

/** Approves, and asks a second person to approve as well where the policy would not. */
export function EscalateButton({ view, isBusy, onDecided, onRefused }: DecisionProps) {
  const { t } = useTranslation('review');
  const [isOpen, setOpen] = useState(false);
  const [problem, setProblem] = useState('');
  const note = useDraft(`${view.id} escalate`);
  const close = () => setOpen(false);
  const { approve, dialog } = useApprove({
    onDecided: (kind, result) => {
      note.clear();
      onDecided(kind, result);
    },
    onRefused,
  });
  const isPossible = !isBusy && view.requirements.every(({ state }) => state === 'accepted');
  const send = () => {
    const text = note.text.trim();
    if (text === '') return setProblem(t('escalate.noteNeeded'));
    const { id, version } = view;
    const sent = { id, version, acceptRemaining: false, escalate: true, note: text, ...HOLD };
    approve.mutate(sent, { onSettled: close });
  };
  return (
    <>
      <ActionButton
        name="escalate"
        isPossible={isPossible}
        onAct={() => setOpen(true)}
        aria-describedby="why-not-approve"
      >
        {t('escalate.action')}
      </ActionButton>
      <ConfirmDialog
        opened={isOpen}
        title={t('escalate.title', { name: view.name })}
        confirmText={t('escalate.confirm')}
        isPending={approve.isPending}
        onConfirm={send}
        onCancel={close}
      >
        <Stack gap="md">
          <p>{t('escalate.text')}</p>
          <NoteField
            label={t('escalate.note')}
            required
            data-autofocus
            error={problem}
            value={note.text}
            onChange={(text) => {
              setProblem('');
              note.write(text);
            }}
          />
        </Stack>
      </ConfirmDialog>
      {dialog}
    </>
  );
}
