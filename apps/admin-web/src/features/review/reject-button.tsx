import { Button, Radio, Stack } from '@mantine/core';
import type { DecisionResult, ReasonCode } from '@ostiary/domain/review';
import { ConfirmDialog, QueryView } from '@ostiary/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorCode, fieldErrors } from '../../lib/errors.ts';
import { trpc } from '../../lib/trpc.ts';
import type { DecisionProps } from './decision-bar.tsx';
import { NoteField } from './note-field.tsx';
import { ShortcutKey } from './shortcut-key.tsx';
import { useShortcuts } from './use-shortcuts.ts';

interface RejectDialogProps extends DecisionProps {
  onClose: () => void;
}

function RejectDialog({ view, onDecided, onRefused, onClose }: RejectDialogProps) {
  const { t } = useTranslation('review');
  const reasons = trpc.review.reasons.useQuery(undefined, { staleTime: 'static' });
  const [chosen, setChosen] = useState<ReasonCode | null>(null);
  const [problem, setProblem] = useState('');
  const [note, setNote] = useState('');
  const reject = trpc.review.reject.useMutation({
    onSuccess: (result: DecisionResult) => {
      onClose();
      onDecided(result);
    },
    onError: (error) => {
      const said = errorCode(error) === 'INVALID_INPUT' ? fieldErrors(error).reasons?.[0]?.message : undefined;
      if (said) return setProblem(said);
      onClose();
      onRefused(error);
    },
  });
  const final = (reasons.data?.results ?? []).filter(({ isFinal }) => isFinal);
  const confirm = () => {
    if (chosen === null) return setProblem(t('reject.reasonNeeded'));
    reject.mutate({ id: view.id, version: view.version, reasons: [{ code: chosen }], note: note.trim() || undefined });
  };
  const choose = (code: string) => {
    setProblem('');
    setChosen(final.find((reason) => reason.code === code)?.code ?? null);
  };
  return (
    <ConfirmDialog
      opened
      title={t('reject.title', { name: view.name })}
      confirmText={t('reject.confirm')}
      tone="refusal"
      isPending={reject.isPending}
      onConfirm={confirm}
      onCancel={onClose}
    >
      <Stack gap="md">
        <p>{t('reject.text')}</p>
        <QueryView query={reasons}>
          {() => (
            <Radio.Group label={t('reject.reason')} value={chosen} onChange={choose} error={problem} required>
              <Stack gap="xs" mt="xs">
                {final.map((reason, index) => (
                  <Radio
                    key={reason.code}
                    value={reason.code}
                    label={reason.label}
                    description={reason.customerMessage}
                    data-autofocus={index === 0 ? true : undefined}
                  />
                ))}
              </Stack>
            </Radio.Group>
          )}
        </QueryView>
        <NoteField value={note} onChange={setNote} />
      </Stack>
    </ConfirmDialog>
  );
}

/** Ends the application, with a reason that may. */
export function RejectButton(props: DecisionProps) {
  const { t } = useTranslation('review');
  const [isOpen, setOpen] = useState(false);
  useShortcuts({ x: () => !props.isBusy && setOpen(true) });
  return (
    <>
      <Button size="sm" variant="default" disabled={props.isBusy} onClick={() => setOpen(true)} aria-keyshortcuts="x">
        {t('reject.action')}
        <ShortcutKey>x</ShortcutKey>
      </Button>
      {isOpen && <RejectDialog {...props} onClose={() => setOpen(false)} />}
    </>
  );
}
