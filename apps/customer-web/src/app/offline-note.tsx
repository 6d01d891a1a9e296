import { Box } from '@mantine/core';
import { useNetwork } from '@mantine/hooks';
import { Callout } from '@ostiary/ui';
import { useTranslation } from 'react-i18next';

/** Says that the line is gone, before a button has to. */
export function OfflineNote() {
  const { t } = useTranslation();
  if (useNetwork().online) return null;
  return (
    <Box p="md">
      <Callout tone="caution" role="status" title={t('offline.title')}>
        {t('offline.text')}
      </Callout>
    </Box>
  );
}
