import { Stack, Text, Textarea } from '@mantine/core';
import type { CustomerView } from '@ostiary/domain/data-protection';
import { Callout, ConfirmDialog } from '@ostiary/ui';
import { useStepUp } from '@ostiary/ui/security';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../lib/errors.ts';
import { trpc } from '../../lib/trpc.ts';

interface HoldDialogProps {
  view: Pick<CustomerView, 'id' | 'name' | 'customerNumber'>;
  verb: 'place' | 'lift';
  onClose: () => void;
}

/** Places or lifts a hold, with a reason. */
export function HoldDialog({ view, verb, onClose }: HoldDialogProps) {
  const { t } = useTranslation('customers');
  const { client, customers } = trpc.useUtils();
  const { withStepUp, dialog } = useStepUp();
  const [reason, setReason] = useState('');
  const [isMissing, setMissing] = useState(false);
  const change = useMutation({
    mutationFn: () => {
      const input = { id: view.id, reason: reason.trim() };
      return withStepUp(() =>
        verb === 'place' ? client.customers.placeHold.mutate(input) : client.customers.liftHold.mutate(input),
      );
    },
    meta: { isQuiet: true },
    onSuccess: async () => {
      await customers.invalidate();
      onClose();
    },
  });
  const confirm = () => (reason.trim() === '' ? setMissing(true) : change.mutate());
  return (
    <>
      <ConfirmDialog
        opened
        title={t(`hold.${verb}`)}
        confirmText={t(`hold.${verb}`)}
        isPending={change.isPending}
        onConfirm={confirm}
        onCancel={onClose}
      >
        <Stack gap="md">
          <Text>{t(`hold.${verb}Text`, { name: view.name || view.customerNumber })}</Text>
          <Textarea
            label={t('hold.reason')}
            required
            maxLength={500}
            autosize
            value={reason}
            error={isMissing && reason.trim() === '' ? t('hold.reasonNeeded') : undefined}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          {change.isError && (
            <Callout tone="refusal" role="alert">
              {errorText(change.error, t)}
            </Callout>
          )}
        </Stack>
      </ConfirmDialog>
      {dialog}
    </>
  );
}
