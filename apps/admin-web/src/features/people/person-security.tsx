import { Button, Group } from '@mantine/core';
import type { PersonView } from '@ostiary/domain/access';
import { Section } from '@ostiary/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Facts } from '../../lib/facts.tsx';
import { usePermission } from '../../lib/person.ts';
import { RemoveFactorButton } from '../../lib/remove-factor-button.tsx';
import { trpc } from '../../lib/trpc.ts';
import { SecurityDialog } from './security-dialog.tsx';

function factorWord({ security, isFactorRequiredByBank }: PersonView) {
  if (isFactorRequiredByBank) return 'byBank';
  return security.requiresSecondFactor ? 'required' : 'own';
}

/** What is asked of the person at the door, and which doors are open to them. */
export function PersonSecurity({ view }: { view: PersonView }) {
  const { t } = useTranslation('people');
  const canManage = usePermission('staff.manage');
  const { client } = trpc.useUtils();
  const [isOpen, setOpen] = useState(false);
  const { mustChangePassword, sessionHours, portals } = view.security;
  const doors = portals.map((portal) => t(`security.portal.${portal}`)).join(', ');
  return (
    <Section title={t('security.title')}>
      <Facts
        facts={[
          [t('factor.name'), t(`security.factor.${factorWord(view)}`)],
          [t('security.password'), t(mustChangePassword ? 'security.passwordDue' : 'security.passwordStays')],
          [
            t('security.length'),
            sessionHours === null ? t('security.lengthUsual') : t('security.hours', { count: sessionHours }),
          ],
          [t('security.doors'), doors || t('security.noDoor')],
        ]}
      />
      {canManage && !view.isSelf && (
        <Group>
          <Button variant="default" size="sm" onClick={() => setOpen(true)}>
            {t('security.open')}
          </Button>
          {view.hasSecondFactor && (
            <RemoveFactorButton
              name={view.displayName}
              remove={(why) => client.people.removeSecondFactor.mutate({ id: view.id, why })}
            />
          )}
        </Group>
      )}
      {isOpen && <SecurityDialog view={view} onClose={() => setOpen(false)} />}
    </Section>
  );
}
