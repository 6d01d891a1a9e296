import { Button, Group, Text } from '@mantine/core';
import { Callout, Section } from '@ostiary/ui';
import { useStepUp } from '@ostiary/ui/security';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../lib/errors.ts';
import { trpc } from '../../lib/trpc.ts';
import { saveJson } from './save-json.ts';

/** Everything the bank holds about the person, as one file. */
export function DownloadSection() {
  const { t } = useTranslation('privacy');
  const { client, privacy } = trpc.useUtils();
  const { withStepUp, dialog } = useStepUp();
  const download = useMutation({
    mutationFn: () => withStepUp(() => client.privacy.export.mutate()),
    // What was downloaded is kept in the person's file only.
    gcTime: 0,
    meta: { isQuiet: true },
    onSuccess: (data) => {
      saveJson(`ostiary-${data.account.customerNumber}-${data.madeAt.slice(0, 10)}.json`, data);
      void privacy.views.invalidate();
    },
  });
  return (
    <Section title={t('download.title')}>
      <Text>{t('download.lead')}</Text>
      <Group mt="md">
        <Button variant="default" loading={download.isPending} onClick={() => download.mutate()}>
          {t('download.action')}
        </Button>
        <span role="status">{download.isSuccess && t('download.done')}</span>
      </Group>
      {download.isError && (
        <Callout tone="refusal" role="alert">
          {errorText(download.error, t)}
        </Callout>
      )}
      {dialog}
    </Section>
  );
}
