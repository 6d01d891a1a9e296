import { Stack, Text, Textarea } from '@mantine/core';
import { Callout, ConfirmDialog } from '@ostiary/ui';
import { useStepUp } from '@ostiary/ui/security';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorCode, errorText } from './errors.ts';

const fewestCharacters = 3;
const mostCharacters = 300;

/**
 * A change that needs a reason. `hasRead`: that it changed meanwhile was said already, so that the newest version counts as
 * seen.
 */
type Run = (why: string, hasRead: boolean) => Promise<unknown>;

const isStale = (error: unknown) => errorCode(error) === 'RECORD_CHANGED';

/** The change itself, repeated after a proof of identity where one is asked for; a refusal reads everything again. */
function useChange(run: Run, onDone: () => void) {
  const { withStepUp, dialog } = useStepUp();
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: ({ why, hasRead }: { why: string; hasRead: boolean }) => withStepUp(() => run(why, hasRead)),
    onSuccess: onDone,
    onError: () => client.invalidateQueries(),
  });
  return { change, dialog };
}

function Refusal({ error }: { error: unknown }) {
  const { t } = useTranslation();
  if (!error) return null;
  return (
    <Callout tone="refusal" role="alert">
      {isStale(error) ? t('common:reason.changed') : errorText(error, t)}
    </Callout>
  );
}

interface ReasonDialogProps {
  title: string;
  /** What it does, before it is done. */
  text?: ReactNode;
  confirmText: string;
  tone?: 'accent' | 'refusal';
  run: Run;
  onClose: () => void;
  /** Once it is done; `onClose` follows. */
  onDone?: () => void;
  /** Fields above the reason; `isReady` says whether they are filled in. */
  children?: (isTried: boolean) => ReactNode;
  isReady?: boolean;
}

/** Asks for a reason, which goes into the record, before it changes something. What was typed outlives a refusal. */
export function ReasonDialog(props: ReasonDialogProps) {
  const { title, text, confirmText, tone, run, onClose, onDone, children, isReady = true } = props;
  const { t } = useTranslation();
  const [why, setWhy] = useState('');
  const [isTried, setTried] = useState(false);
  const { change, dialog } = useChange(run, () => {
    onDone?.();
    onClose();
  });
  const isMissing = why.trim().length < fewestCharacters;
  const confirm = () => {
    setTried(true);
    if (isReady && !isMissing) change.mutate({ why: why.trim(), hasRead: isStale(change.error) });
  };
  return (
    <>
      <ConfirmDialog
        opened
        title={title}
        confirmText={confirmText}
        tone={tone}
        isPending={change.isPending}
        onConfirm={confirm}
        onCancel={onClose}
      >
        <Stack gap="md">
          {text && <Text component="div">{text}</Text>}
          {children?.(isTried)}
          <Textarea
            label={t('common:reason.label')}
            description={t('common:reason.hint')}
            required
            autosize
            minRows={2}
            maxLength={mostCharacters}
            value={why}
            error={isTried && isMissing ? t('common:reason.needed') : undefined}
            onChange={(event) => setWhy(event.currentTarget.value)}
          />
          <Refusal error={change.error} />
        </Stack>
      </ConfirmDialog>
      {dialog}
    </>
  );
}
