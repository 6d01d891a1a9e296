import { Button, Group, Stack, Text } from '@mantine/core';
import { Callout, ConfirmDialog, QueryView, Section, Time } from '@ostiary/ui';
import { useStepUp } from '@ostiary/ui/security';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../lib/errors.ts';
import { trpc } from '../../lib/trpc.ts';

function useAsk() {
  const { client, privacy } = trpc.useUtils();
  const { withStepUp, dialog } = useStepUp();
  const ask = useMutation({
    mutationFn: (isWanted: boolean) => withStepUp(() => client.privacy.requestErasure.mutate({ isWanted })),
    meta: { isQuiet: true },
    onSuccess: (wish) => privacy.erasure.setData(undefined, wish),
  });
  return { ask, dialog };
}

function Asked({ askedAt, onTakeBack, isPending }: { askedAt: string; onTakeBack: () => void; isPending: boolean }) {
  const { t } = useTranslation('privacy');
  return (
    <Stack gap="sm" align="flex-start">
      <Callout tone="accepted" role="status">
        {t('erasure.asked')} <Time value={askedAt} />
      </Callout>
      <Button variant="default" loading={isPending} onClick={onTakeBack}>
        {t('erasure.takeBack')}
      </Button>
    </Stack>
  );
}

/** The wish to be forgotten; the bank decides, for law may want some of it kept. */
export function ErasureSection() {
  const { t } = useTranslation('privacy');
  const wish = trpc.privacy.erasure.useQuery();
  const [isOpen, setOpen] = useState(false);
  const { ask, dialog } = useAsk();
  const confirm = () => {
    setOpen(false);
    ask.mutate(true);
  };
  return (
    <Section title={t('erasure.title')}>
      <Text mb="md">{t('erasure.lead')}</Text>
      <QueryView query={wish}>
        {({ askedAt }) =>
          askedAt === null ? (
            <Group>
              <Button variant="default" loading={ask.isPending} onClick={() => setOpen(true)}>
                {t('erasure.action')}
              </Button>
            </Group>
          ) : (
            <Asked askedAt={askedAt} isPending={ask.isPending} onTakeBack={() => ask.mutate(false)} />
          )
        }
      </QueryView>
      {ask.isError && (
        <Callout tone="refusal" role="alert">
          {errorText(ask.error, t)}
        </Callout>
      )}
      <ConfirmDialog
        opened={isOpen}
        title={t('erasure.title')}
        confirmText={t('erasure.action')}
        tone="refusal"
        onConfirm={confirm}
        onCancel={() => setOpen(false)}
      >
        {t('erasure.confirm')}
      </ConfirmDialog>
      {dialog}
    </Section>
  );
}
