import { Button, Stack, Text } from '@mantine/core';
import { Callout, Section } from '@ostiary/ui';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { paths } from '../../app/paths.ts';
import { errorText } from '../../lib/errors.ts';
import { trpc } from '../../lib/trpc.ts';

/** A new application after one that ended; what the person said of themselves is still known. */
export function StartAgain() {
  const { t } = useTranslation('application');
  const navigate = useNavigate();
  const start = trpc.application.start.useMutation({ onSuccess: () => navigate({ to: paths.continue }) });
  return (
    <Section title={t('again.title')}>
      <Stack gap="sm" align="flex-start">
        <Text>{t('again.text')}</Text>
        {start.error && <Callout tone="refusal" title={errorText(start.error, t)} role="alert" />}
        <Button loading={start.isPending} onClick={() => start.mutate()}>
          {t('again.action')}
        </Button>
      </Stack>
    </Section>
  );
}
