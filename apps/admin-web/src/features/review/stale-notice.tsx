import { Button, Group } from '@mantine/core';
import { Callout } from '@ostiary/ui';
import { useTranslation } from 'react-i18next';

/** Something of the case in hand is new: shown when the reviewer wants it, not under their eyes. */
export function StaleNotice({ onLook }: { onLook: () => void }) {
  const { t } = useTranslation('review');
  return (
    <Callout tone="caution" role="alert" title={t('refused.changed')}>
      <Group component="span" display="inline-flex" gap="sm">
        <span>{t('stale.text')}</span>
        <Button size="compact-sm" variant="default" onClick={onLook}>
          {t('stale.look')}
        </Button>
      </Group>
    </Callout>
  );
}
