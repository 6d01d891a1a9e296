import { Stack } from '@mantine/core';
import { ConfirmDialog } from '@ostiary/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { trpc } from '../../lib/trpc.ts';
import { ActionButton } from './action-button.tsx';
import { announce } from './announcements.tsx';
import { HOLD, type DecisionProps } from './decision-props.ts';
import { useDraft } from './drafts.ts';
import { NoteField } from './note-field.tsx';
import { useApproveSecond } from './use-approve.ts';

function SecondApproveButton({ view, isBusy, onDecided, onRefused }: DecisionProps) {
  const { t } = useTranslation('review');
  const { approve, dialog } = useApproveSecond({ onDecided, onRefused });
  return (
    <>
      <ActionButton
        name="approve"
        variant="filled"
        isPossible={!isBusy}
        loading={approve.isPending}
        onAct={() => approve.mutate({ id: view.id, version: view.version, ...HOLD })}
      >
        {t('second.approve')}
      </ActionButton>
      {dialog}
    </>
  );
}

function DisagreeButton({ view, isBusy, onRefused }: DecisionProps) {
  const { t } = useTranslation('review');
  const [isOpen, setOpen] = useState(false);
  const [problem, setProblem] = useState('');
  const note = useDraft(`${view.id} disagree`);
  const disagree = trpc.review.disagree.useMutation({
    onSuccess: () => {
      note.clear();
      announce(t('said.disagreed'));
    },
    onError: onRefused,
    onSettled: () => setOpen(false),
  });
  const send = () => {
    if (note.text.trim() === '') return setProblem(t('second.noteNeeded'));
    disagree.mutate({ id: view.id, version: view.version, note: note.text.trim() });
  };
  return (
    <>
      <ActionButton name="disagree" isPossible={!isBusy} onAct={() => setOpen(true)}>
        {t('second.disagree')}
      </ActionButton>
      <ConfirmDialog
        opened={isOpen}
        title={t('second.title', { name: view.name })}
        confirmText={t('second.confirm')}
        tone="refusal"
        isPending={disagree.isPending}
        onConfirm={send}
        onCancel={() => setOpen(false)}
      >
        <Stack gap="md">
          <p>{t('second.text')}</p>
          <NoteField
            label={t('second.note')}
            required
            data-autofocus
            minRows={3}
            error={problem}
            value={note.text}
            onChange={(text) => {
              setProblem('');
              note.write(text);
            }}
          />
        </Stack>
      </ConfirmDialog>
    </>
  );
}

/** What a second person may do with a case that one has approved. */
export function SecondApproval(decision: DecisionProps) {
  return (
    <>
      <SecondApproveButton {...decision} />
      <DisagreeButton {...decision} />
    </>
  );
}
