import { Button, Group, Stack, Text } from '@mantine/core';
import type { AlertResolution, AlertView } from '@ostiary/domain/fraud-alerts';
import { ActionCard } from '@ostiary/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResolveDraft } from '../../lib/resolution-fields.tsx';
import { AlertRefusal } from './alert-refusal.tsx';
import { ResolveDialog } from './resolve-dialog.tsx';
import { useAlertChange } from './use-alert-change.ts';

type OwnerState = 'free' | 'mine' | 'taken';

function ownerState({ owner, isMine }: AlertView): OwnerState {
  return isMine ? 'mine' : owner ? 'taken' : 'free';
}

function OwnerButton({ view }: { view: AlertView }) {
  const { t } = useTranslation('alerts');
  const { alertId, version } = view;
  const state = ownerState(view);
  const own = useAlertChange(alertId, (client, verb: 'own' | 'release') =>
    verb === 'own'
      ? client.fraudAlerts.own.mutate({ alertId, version })
      : client.fraudAlerts.release.mutate({ alertId }),
  );
  return (
    <>
      <Button
        variant={state === 'free' ? 'filled' : 'default'}
        loading={own.isPending}
        onClick={() => own.mutate(state === 'mine' ? 'release' : 'own')}
      >
        {t(`own.${state}.action`)}
      </Button>
      <AlertRefusal error={own.error} />
    </>
  );
}

function Choices({ view, onResolve }: { view: AlertView; onResolve: () => void }) {
  const { t } = useTranslation('alerts');
  const state = ownerState(view);
  return (
    <ActionCard title={t(`own.${state}.title`, { name: view.owner?.name ?? '' })}>
      <Stack gap="md">
        <Text>{t(`own.${state}.text`)}</Text>
        <Group gap="sm">
          {state !== 'taken' && (
            <Button variant={state === 'mine' ? 'filled' : 'default'} onClick={onResolve}>
              {t('resolve.open')}
            </Button>
          )}
          <OwnerButton view={view} />
        </Group>
      </Stack>
    </ActionCard>
  );
}

/** What to do about it: take it on, then say what was found. */
export function AlertActions({ view }: { view: AlertView }) {
  const [isResolving, setResolving] = useState(false);
  const [draft, setDraft] = useState<ResolveDraft<AlertResolution>>({ note: '' });
  const isOpen = view.status !== 'RESOLVED';
  return (
    <>
      {isOpen && <Choices view={view} onResolve={() => setResolving(true)} />}
      {/* Resolved by a colleague meanwhile: what was typed stays until it is put away. */}
      {isResolving && (
        <ResolveDialog view={view} draft={draft} onDraft={setDraft} onClose={() => setResolving(false)} />
      )}
    </>
  );
}
