import { Button, Group } from '@mantine/core';
import type { CustomerView } from '@ostiary/domain/data-protection';
import { Callout } from '@ostiary/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePermission } from '../../lib/person.ts';
import { ReasonDialog } from '../../lib/reason-dialog.tsx';
import { RemoveFactorButton } from '../../lib/remove-factor-button.tsx';
import { trpc } from '../../lib/trpc.ts';

type Blockable = Pick<CustomerView, 'id' | 'name' | 'customerNumber' | 'isBlocked' | 'hasSecondFactor'>;

function StandingDialog({ view, onClose }: { view: Blockable; onClose: () => void }) {
  const { t } = useTranslation('customers');
  const { client } = trpc.useUtils();
  // The state may turn under the open dialog: what was opened stays what is asked for.
  const [verb] = useState(view.isBlocked ? 'unblock' : 'block');
  const { id, name, customerNumber } = view;
  return (
    <ReasonDialog
      title={t(`standing.${verb}.title`, { name: name || customerNumber })}
      text={t(`standing.${verb}.text`)}
      confirmText={t(`standing.${verb}.action`)}
      tone={verb === 'block' ? 'refusal' : 'accent'}
      run={(why) =>
        verb === 'block' ? client.customers.block.mutate({ id, why }) : client.customers.unblock.mutate({ id, why })
      }
      onClose={onClose}
    />
  );
}

/** Whether the customer may sign in, and the way to change it. */
export function CustomerStanding({ view }: { view: Blockable }) {
  const { t } = useTranslation('customers');
  const canBlock = usePermission('customers.block');
  const { client } = trpc.useUtils();
  const [isOpen, setOpen] = useState(false);
  const verb = view.isBlocked ? 'unblock' : 'block';
  return (
    <>
      {view.isBlocked && (
        <Callout tone="refusal" title={t('standing.blocked')}>
          {t('standing.blockedText')}
        </Callout>
      )}
      {canBlock && (
        <Group>
          <Button
            variant={view.isBlocked ? 'default' : 'light'}
            color={view.isBlocked ? undefined : 'refusal'}
            size="sm"
            onClick={() => setOpen(true)}
          >
            {t(`standing.${verb}.open`)}
          </Button>
          {view.hasSecondFactor && (
            <RemoveFactorButton
              name={view.name || view.customerNumber}
              remove={(why) => client.customers.removeSecondFactor.mutate({ id: view.id, why })}
            />
          )}
        </Group>
      )}
      {isOpen && <StandingDialog view={view} onClose={() => setOpen(false)} />}
    </>
  );
}
