import { Button, Group, Stack } from '@mantine/core';
import { Callout, ConfirmDialog } from '@ostiary/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../lib/errors.ts';
import { trpc } from '../../lib/trpc.ts';

/** Takes the application back, after asking once more. */
export function WithdrawButton() {
  const { t } = useTranslation('application');
  const [isAsking, setIsAsking] = useState(false);
  const withdraw = trpc.application.withdraw.useMutation({ onSuccess: () => setIsAsking(false) });
  return (
    <Group>
      <Button variant="subtle" color="refusal" onClick={() => setIsAsking(true)}>
        {t('withdraw.open')}
      </Button>
      <ConfirmDialog
        opened={isAsking}
        title={t('withdraw.title')}
        confirmText={t('withdraw.confirm')}
        tone="refusal"
        isPending={withdraw.isPending}
        onConfirm={() => withdraw.mutate()}
        onCancel={() => setIsAsking(false)}
      >
        <Stack gap="sm">
          {t('withdraw.text')}
          {withdraw.isError && (
            <Callout tone="refusal" role="alert">
              {errorText(withdraw.error, t)}
            </Callout>
          )}
        </Stack>
      </ConfirmDialog>
    </Group>
  );
}
