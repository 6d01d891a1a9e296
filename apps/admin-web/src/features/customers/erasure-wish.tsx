import { Button, Group, Radio, Stack, Text } from '@mantine/core';
import { type CustomerView, EraseRefusal, erasureDueAt } from '@ostiary/domain/data-protection';
import { Callout, ConfirmDialog, Time } from '@ostiary/ui';
import { useStepUp } from '@ostiary/ui/security';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../lib/errors.ts';
import { usePermission } from '../../lib/person.ts';
import { trpc } from '../../lib/trpc.ts';

type Wishing = Pick<CustomerView, 'id' | 'name' | 'customerNumber'>;

function useDecline({ id }: Wishing, onDone: () => void) {
  const { client, customers } = trpc.useUtils();
  const { withStepUp, dialog } = useStepUp();
  const decline = useMutation({
    mutationFn: (reason: EraseRefusal) => withStepUp(() => client.customers.declineErasure.mutate({ id, reason })),
    meta: { isQuiet: true },
    onSuccess: async () => {
      await customers.invalidate();
      onDone();
    },
  });
  return { decline, dialog };
}

function DeclineDialog({ view, onClose }: { view: Wishing; onClose: () => void }) {
  const { t } = useTranslation('customers');
  const { decline, dialog } = useDecline(view, onClose);
  const [reason, setReason] = useState<EraseRefusal | null>(null);
  const [isTried, setTried] = useState(false);
  const confirm = () => (reason === null ? setTried(true) : decline.mutate(reason));
  return (
    <>
      <ConfirmDialog
        opened
        title={t('decline.title', { name: view.name || view.customerNumber })}
        confirmText={t('decline.confirm')}
        isPending={decline.isPending}
        onConfirm={confirm}
        onCancel={onClose}
      >
        <Stack gap="md">
          <Text>{t('decline.text')}</Text>
          <Radio.Group
            label={t('decline.reason')}
            required
            value={reason}
            onChange={(chosen) => setReason(EraseRefusal.nullable().catch(null).parse(chosen))}
            error={isTried && reason === null ? t('decline.reasonNeeded') : undefined}
          >
            <Stack gap="xs" mt="xs">
              {EraseRefusal.options.map((one) => (
                <Radio key={one} value={one} label={t(`decline.because.${one}`)} />
              ))}
            </Stack>
          </Radio.Group>
          {decline.isError && (
            <Callout tone="refusal" role="alert">
              {errorText(decline.error, t)}
            </Callout>
          )}
        </Stack>
      </ConfirmDialog>
      {dialog}
    </>
  );
}

/** That the customer asked to be forgotten, by when that is answered, and the way to say no; yes is at the page's end. */
export function ErasureWish({ view, askedAt }: { view: Wishing; askedAt: string }) {
  const { t } = useTranslation('customers');
  const canAnswer = usePermission('customers.erase');
  const [isOpen, setOpen] = useState(false);
  return (
    <Callout tone="caution">
      <Text inherit>
        {t('asked.text')} <Time value={askedAt} />
      </Text>
      <Text inherit>
        {t('asked.due')} <Time value={erasureDueAt(new Date(askedAt)).toISOString()} />
      </Text>
      {canAnswer && (
        <Group mt="sm">
          <Button variant="default" size="sm" onClick={() => setOpen(true)}>
            {t('decline.action')}
          </Button>
        </Group>
      )}
      {isOpen && <DeclineDialog view={view} onClose={() => setOpen(false)} />}
    </Callout>
  );
}
