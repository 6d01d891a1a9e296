import { Group } from '@mantine/core';
import type { CustomerItem } from '@ostiary/domain/data-protection';
import { Pill } from '@ostiary/ui';
import { useTranslation } from 'react-i18next';

/** What is special about the keeping of somebody's data. */
export function CustomerMarks({
  customer,
}: {
  customer: Pick<CustomerItem, 'isBlocked' | 'isHeld' | 'erasureAskedAt' | 'erasedAt'>;
}) {
  const { t } = useTranslation('customers');
  return (
    <Group gap={6} component="span">
      {customer.isBlocked && <Pill tone="refusal">{t('mark.blocked')}</Pill>}
      {customer.isHeld && <Pill tone="caution">{t('mark.held')}</Pill>}
      {customer.erasureAskedAt && <Pill tone="caution">{t('mark.erasureAsked')}</Pill>}
      {customer.erasedAt && <Pill tone="refusal">{t('mark.erased')}</Pill>}
    </Group>
  );
}
