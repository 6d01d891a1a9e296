import { Button, List, Stack, Text } from '@mantine/core';
import type { CustomerView, LegalHoldView } from '@ostiary/domain/data-protection';
import { Section, Time } from '@ostiary/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { HoldDialog } from './hold-dialog.tsx';

function Hold({ hold }: { hold: LegalHoldView }) {
  const { t } = useTranslation('customers');
  return (
    <List.Item>
      <Text>{hold.reason}</Text>
      <Text c="dimmed" size="sm">
        {t('hold.placedBy', { name: hold.placedBy })} <Time value={hold.placedAt} />
        {hold.liftedAt && (
          <>
            {' · '}
            {t('hold.liftedBy', { name: hold.liftedBy, reason: hold.liftedReason })} <Time value={hold.liftedAt} />
          </>
        )}
      </Text>
    </List.Item>
  );
}

/** Legal holds: while one is live, nothing of this person is erased. */
export function HoldsSection({ view, canChange }: { view: CustomerView; canChange: boolean }) {
  const { t } = useTranslation('customers');
  const [isOpen, setOpen] = useState(false);
  const verb = view.isHeld ? 'lift' : 'place';
  return (
    <Section title={t('hold.title')}>
      <Stack gap="sm" align="flex-start">
        {view.holds.length === 0 ? (
          <Text c="dimmed">{t('hold.none')}</Text>
        ) : (
          <List listStyleType="none" spacing="sm" aria-label={t('hold.title')}>
            {view.holds.map((hold) => (
              <Hold key={hold.id} hold={hold} />
            ))}
          </List>
        )}
        {canChange && (
          <Button variant="default" size="sm" onClick={() => setOpen(true)}>
            {t(`hold.${verb}`)}
          </Button>
        )}
        {isOpen && <HoldDialog view={view} verb={verb} onClose={() => setOpen(false)} />}
      </Stack>
    </Section>
  );
}
