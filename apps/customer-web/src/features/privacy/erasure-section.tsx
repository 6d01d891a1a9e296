import { Button, Stack, Text } from '@mantine/core';
import type { ErasureWish } from '@ostiary/domain/data-protection';
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

interface AskedProps {
  askedAt: string;
  answerBy: string | null;
  onTakeBack: () => void;
  isPending: boolean;
}

function Asked({ askedAt, answerBy, onTakeBack, isPending }: AskedProps) {
  const { t } = useTranslation('privacy');
  return (
    <Stack gap="sm" align="flex-start">
      <Callout tone="accepted" role="status">
        {t('erasure.asked')} <Time value={askedAt} />
        {answerBy && (
          <Text inherit>
            {t('erasure.answerBy')} <Time value={answerBy} />
          </Text>
        )}
      </Callout>
      <Button variant="default" loading={isPending} onClick={onTakeBack}>
        {t('erasure.takeBack')}
      </Button>
    </Stack>
  );
}

function Declined({ at, reason }: NonNullable<ErasureWish['declined']>) {
  const { t } = useTranslation('privacy');
  return (
    <Callout tone="caution" title={t('erasure.declined')}>
      <Text inherit>{t(`erasure.because.${reason}`)}</Text>
      <Text inherit>{t('erasure.again')}</Text>
      <Text inherit c="dimmed" size="sm">
        {t('erasure.declinedAt')} <Time value={at} />
      </Text>
    </Callout>
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
        {({ askedAt, answerBy, declined }) =>
          askedAt === null ? (
            <Stack gap="md" align="flex-start">
              {declined && <Declined {...declined} />}
              <Button variant="default" loading={ask.isPending} onClick={() => setOpen(true)}>
                {t('erasure.action')}
              </Button>
            </Stack>
          ) : (
            <Asked
              askedAt={askedAt}
              answerBy={answerBy}
              isPending={ask.isPending}
              onTakeBack={() => ask.mutate(false)}
            />
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
