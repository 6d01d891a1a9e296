import { Radio, Stack, Textarea } from '@mantine/core';
import { RevealPurpose } from '@ostiary/domain/data-protection';
import { ConfirmDialog } from '@ostiary/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

export interface Wish {
  purpose: RevealPurpose;
  note: string | undefined;
}

interface RevealDialogProps {
  /** What is going to be shown, in words. */
  name: string;
  onShow: (wish: Wish) => void;
  onCancel: () => void;
}

/** Asks why somebody wants to see a number whole; the customer reads the answer. */
export function RevealDialog({ name, onShow, onCancel }: RevealDialogProps) {
  const { t } = useTranslation('privacy');
  const [purpose, setPurpose] = useState<RevealPurpose | null>(null);
  const [note, setNote] = useState('');
  const [attempt, setAttempt] = useState(0);
  const confirm = () => {
    if (purpose === null) return setAttempt(attempt + 1);
    onShow({ purpose, note: note.trim() || undefined });
  };
  const choose = (typed: string) => setPurpose(RevealPurpose.nullable().catch(null).parse(typed));
  const problem = attempt > 0 && purpose === null ? t('reveal.purposeNeeded') : undefined;
  return (
    <ConfirmDialog
      opened
      title={t('reveal.title', { name })}
      confirmText={t('reveal.action')}
      onConfirm={confirm}
      onCancel={onCancel}
    >
      <Stack gap="md">
        <p>{t('reveal.text')}</p>
        <Radio.Group label={t('reveal.purpose')} value={purpose} onChange={choose} error={problem} required>
          <Stack gap="xs" mt="xs">
            {RevealPurpose.options.map((one) => (
              <Radio key={one} value={one} label={t(`purpose.${one}`)} />
            ))}
          </Stack>
        </Radio.Group>
        <Textarea
          label={t('reveal.note')}
          description={t('reveal.noteHint')}
          maxLength={500}
          autosize
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
      </Stack>
    </ConfirmDialog>
  );
}
