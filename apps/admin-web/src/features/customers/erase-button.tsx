import { Button, Radio, Stack, Text, TextInput } from '@mantine/core';
import { confirmsCustomer, type CustomerView, EraseReason } from '@ostiary/domain/data-protection';
import { formatCustomerNumber } from '@ostiary/domain/identifiers';
import { Callout, ConfirmDialog, Section } from '@ostiary/ui';
import { useStepUp } from '@ostiary/ui/security';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../lib/errors.ts';
import { trpc } from '../../lib/trpc.ts';

interface EraseProps {
  view: Pick<CustomerView, 'id' | 'name' | 'customerNumber' | 'isHeld'>;
}

/** What was chosen and typed, and the erasure itself once both will do. */
function useErase({ id, customerNumber }: EraseProps['view'], onDone: () => void) {
  const { client, customers } = trpc.useUtils();
  const { withStepUp, dialog } = useStepUp();
  const [reason, setReason] = useState<EraseReason | null>(null);
  const [typed, setTyped] = useState('');
  const [isTried, setTried] = useState(false);
  const erase = useMutation({
    mutationFn: (why: EraseReason) =>
      withStepUp(() => client.customers.erase.mutate({ id, customerNumber: typed, reason: why })),
    meta: { isQuiet: true },
    onSuccess: async () => {
      await customers.invalidate();
      onDone();
    },
  });
  const isConfirmed = confirmsCustomer(typed, customerNumber);
  const confirm = () => {
    setTried(true);
    if (reason !== null && isConfirmed) erase.mutate(reason);
  };
  return { erase, confirm, reason, setReason, typed, setTyped, isConfirmed, isTried, dialog };
}

function EraseDialog({ view, onClose }: EraseProps & { onClose: () => void }) {
  const { t } = useTranslation('customers');
  const form = useErase(view, onClose);
  const { erase, isTried } = form;
  return (
    <>
      <ConfirmDialog
        opened
        title={t('erase.title', { name: view.name || t('nameless') })}
        confirmText={t('erase.action')}
        tone="refusal"
        isPending={erase.isPending}
        onConfirm={form.confirm}
        onCancel={onClose}
      >
        <Stack gap="md">
          <Text>{t('erase.text')}</Text>
          <Radio.Group
            label={t('erase.reason')}
            required
            value={form.reason}
            onChange={(typed) => form.setReason(EraseReason.nullable().catch(null).parse(typed))}
            error={isTried && form.reason === null ? t('erase.reasonNeeded') : undefined}
          >
            <Stack gap="xs" mt="xs">
              {EraseReason.options.map((reason) => (
                <Radio key={reason} value={reason} label={t(`erase.because.${reason}`)} />
              ))}
            </Stack>
          </Radio.Group>
          <TextInput
            label={t('erase.confirm', { number: formatCustomerNumber(view.customerNumber) })}
            autoComplete="off"
            spellCheck={false}
            value={form.typed}
            error={isTried && !form.isConfirmed ? t('erase.differs') : undefined}
            onChange={(event) => form.setTyped(event.currentTarget.value)}
          />
          {erase.isError && (
            <Callout tone="refusal" role="alert">
              {errorText(erase.error, t)}
            </Callout>
          )}
        </Stack>
      </ConfirmDialog>
      {form.dialog}
    </>
  );
}

/** Erases somebody for good; a live hold keeps the door shut. */
export function EraseButton({ view }: EraseProps) {
  const { t } = useTranslation('customers');
  const [isOpen, setOpen] = useState(false);
  return (
    <Section title={t('erase.section')}>
      <Stack gap="sm" align="flex-start">
        <Text>{t(view.isHeld ? 'erase.held' : 'erase.lead')}</Text>
        <Button color="refusal" variant="light" size="sm" disabled={view.isHeld} onClick={() => setOpen(true)}>
          {t('erase.action')}
        </Button>
        {isOpen && <EraseDialog view={view} onClose={() => setOpen(false)} />}
      </Stack>
    </Section>
  );
}
