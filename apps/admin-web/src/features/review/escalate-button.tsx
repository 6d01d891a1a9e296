import { Stack } from '@mantine/core';
import { ConfirmDialog } from '@ostiary/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { trpc } from '../../lib/trpc.ts';
import { ActionButton } from './action-button.tsx';
import { HOLD, type DecisionProps } from './decision-props.ts';
import { useDraft } from './drafts.ts';
import { NoteField } from './note-field.tsx';

/** Approves, and asks a second person to approve as well where the policy would not. */
export function EscalateButton({ view, isBusy, onDecided, onRefused }: DecisionProps) {
  const { t } = useTranslation('review');
  const [isOpen, setOpen] = useState(false);
  const note = useDraft(`${view.id} escalate`);
  const close = () => setOpen(false);
  const escalate = trpc.review.approve.useMutation({
    onSuccess: (result) => {
      note.clear();
      onDecided('APPROVE', result);
    },
    onError: onRefused,
    onSettled: close,
  });
  const isPossible = !isBusy && view.requirements.every(({ state }) => state === 'accepted');
  const send = () =>
    escalate.mutate({
      id: view.id,
      version: view.version,
      acceptRemaining: false,
      escalate: true,
      note: note.text.trim() || undefined,
      ...HOLD,
    });
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
        isPending={escalate.isPending}
        onConfirm={send}
        onCancel={close}
      >
        <Stack gap="md">
          <p>{t('escalate.text')}</p>
          <NoteField value={note.text} onChange={note.write} />
        </Stack>
      </ConfirmDialog>
    </>
  );
}
