import { Button, Group, Stack, Text } from '@mantine/core';
import type { SecurityEventView, SecurityResolution } from '@ostiary/domain/security-events';
import { ActionCard } from '@ostiary/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResolveDraft } from '../../lib/resolution-fields.tsx';
import { EventRefusal } from './event-refusal.tsx';
import { ResolveDialog } from './resolve-dialog.tsx';
import { useEventChange } from './use-event-change.ts';

type OwnerState = 'free' | 'mine' | 'taken';

function ownerState({ owner, isMine }: SecurityEventView): OwnerState {
  return isMine ? 'mine' : owner ? 'taken' : 'free';
}

function OwnerButton({ view }: { view: SecurityEventView }) {
  const { t } = useTranslation('security-events');
  const { id, version } = view;
  const state = ownerState(view);
  const own = useEventChange(id, (client, verb: 'take' | 'giveBack') =>
    verb === 'take'
      ? client.securityEvents.take.mutate({ id, version })
      : client.securityEvents.giveBack.mutate({ id }),
  );
  return (
    <>
      <Button
        variant={state === 'free' ? 'filled' : 'default'}
        loading={own.isPending}
        onClick={() => own.mutate(state === 'mine' ? 'giveBack' : 'take')}
      >
        {t(`own.${state}.action`)}
      </Button>
      <EventRefusal error={own.error} />
    </>
  );
}

function Choices({ view, onResolve }: { view: SecurityEventView; onResolve: () => void }) {
  const { t } = useTranslation('security-events');
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

/** What to do about it: take it, then say what was found. */
export function EventActions({ view }: { view: SecurityEventView }) {
  const [isResolving, setResolving] = useState(false);
  const [draft, setDraft] = useState<ResolveDraft<SecurityResolution>>({ note: '' });
  return (
    <>
      {view.state !== 'RESOLVED' && <Choices view={view} onResolve={() => setResolving(true)} />}
      {/* Resolved by a colleague meanwhile: what was typed stays until it is put away. */}
      {isResolving && (
        <ResolveDialog view={view} draft={draft} onDraft={setDraft} onClose={() => setResolving(false)} />
      )}
    </>
  );
}
