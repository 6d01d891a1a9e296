import { Radio, Stack } from '@mantine/core';
import type { ReasonCode } from '@ostiary/domain/review';
import { ConfirmDialog, QueryView } from '@ostiary/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorCode, fieldErrors } from '../../lib/errors.ts';
import { trpc } from '../../lib/trpc.ts';
import { HOLD, type DecisionProps } from './decision-props.ts';
import { useDraft } from './drafts.ts';
import { NoteField } from './note-field.tsx';

interface FinalReasonProps {
  value: string;
  problem: string;
  onChange: (code: ReasonCode) => void;
}

function FinalReason({ value, problem, onChange }: FinalReasonProps) {
  const { t } = useTranslation('review');
  const reasons = trpc.review.reasons.useQuery(undefined, { staleTime: 'static' });
  const final = (reasons.data?.results ?? []).filter(({ isFinal }) => isFinal);
  const choose = (picked: string) => {
    const reason = final.find(({ code }) => code === picked);
    if (reason) onChange(reason.code);
  };
  return (
    <QueryView query={reasons}>
      {() => (
        <Radio.Group label={t('reject.reason')} value={value} onChange={choose} error={problem} required>
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
  );
}

/** The note stays where the server refuses, so that it need not be written again. */
export function RejectDialog({ view, onDecided, onRefused, onClose }: DecisionProps & { onClose: () => void }) {
  const { t } = useTranslation('review');
  const [chosen, setChosen] = useState<ReasonCode | null>(null);
  const [problem, setProblem] = useState('');
  const note = useDraft(`${view.id} reject`);
  const reject = trpc.review.reject.useMutation({
    onSuccess: (result) => {
      note.clear();
      onClose();
      onDecided('REJECT', result);
    },
    onError: (error) => {
      const said = errorCode(error) === 'INVALID_INPUT' ? fieldErrors(error).reasons?.[0]?.message : undefined;
      if (said) return setProblem(said);
      onClose();
      onRefused(error);
    },
  });
  const confirm = () => {
    if (chosen === null) return setProblem(t('reject.reasonNeeded'));
    const reasons = [{ code: chosen }];
    reject.mutate({ id: view.id, version: view.version, reasons, note: note.text.trim() || undefined, ...HOLD });
  };
  const choose = (code: ReasonCode) => {
    setProblem('');
    setChosen(code);
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
        <FinalReason value={chosen ?? ''} problem={problem} onChange={choose} />
        <NoteField value={note.text} onChange={note.write} />
      </Stack>
    </ConfirmDialog>
  );
}
