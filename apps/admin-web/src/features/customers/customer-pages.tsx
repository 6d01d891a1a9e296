import { Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface PagesProps {
  onNewer?: (() => void) | undefined;
  onOlder?: (() => void) | undefined;
}

export function CustomerPages({ onNewer, onOlder }: PagesProps) {
  const { t } = useTranslation('customers');
  if (!onNewer && !onOlder) return null;
  return (
    <Group component="nav" aria-label={t('pages.label')} justify="flex-end" gap="xs">
      <Button variant="default" size="sm" disabled={!onNewer} onClick={onNewer}>
        {t('pages.newer')}
      </Button>
      <Button variant="default" size="sm" disabled={!onOlder} onClick={onOlder}>
        {t('pages.older')}
      </Button>
    </Group>
  );
}
