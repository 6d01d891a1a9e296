import { Button, Group, Stack } from '@mantine/core';
import type { DraftView } from '@ostiary/domain/policy';
import { Callout, ConfirmDialog } from '@ostiary/ui';
import { useStepUp } from '@ostiary/ui/security';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../lib/errors.ts';
import { trpc } from '../../lib/trpc.ts';

type Act = 'propose' | 'publish' | 'discard';

function useActs({ id, version }: DraftView) {
  const { t } = useTranslation('policies');
  const { withStepUp, dialog } = useStepUp();
  const [asked, setAsked] = useState<Act>();
  const [failure, setFailure] = useState<string>();
  const { draft } = trpc.useUtils().policies;
  const onSuccess = (acted: DraftView) => draft.setData({ id: acted.id }, acted);
  const acts = {
    propose: trpc.policies.propose.useMutation({ onSuccess }),
    publish: trpc.policies.publish.useMutation({ onSuccess }),
    discard: trpc.policies.discard.useMutation({ onSuccess }),
  };
  const run = (act: Act) => {
    setFailure(undefined);
    const end = () => setAsked(undefined);
    setAsked(undefined);
    void withStepUp(() => acts[act].mutateAsync({ id, version })).then(end, (error: unknown) =>
      setFailure(errorText(error, t)),
    );
  };
  const isPending = Object.values(acts).some((act) => act.isPending);
  return { asked, ask: setAsked, run, failure, dialog, isPending };
}

interface DraftActionsProps {
  draft: DraftView;
  /** Something typed is not saved. */
  isDirty: boolean;
  /** Says that another person must act; otherwise the button does. */
  onEdit: (() => void) | undefined;
}

/** Why the next step cannot be taken now, in words; null where it can. */
function useHindrance({ draft, isDirty }: Pick<DraftActionsProps, 'draft' | 'isDirty'>): string | null {
  const { t } = useTranslation('policies');
  if (draft.isStale) return t('act.stale');
  if (isDirty) return t('act.saveFirst');
  if (draft.state === 'PROPOSED') return draft.isOwnWork ? t('act.ownWork') : null;
  return draft.changes.length === 0 ? t('act.unchanged') : null;
}

/** Propose, publish by another person, discard: each asked once more, publishing with a fresh proof of identity. */
export function DraftActions({ draft, isDirty, onEdit }: DraftActionsProps) {
  const { t } = useTranslation('policies');
  const { asked, ask, run, failure, dialog, isPending } = useActs(draft);
  const hindrance = useHindrance({ draft, isDirty });
  const next = draft.state === 'PROPOSED' ? 'publish' : 'propose';
  return (
    <Stack gap="sm">
      {failure && (
        <Callout tone="refusal" role="alert">
          {failure}
        </Callout>
      )}
      {hindrance && <Callout tone="info">{hindrance}</Callout>}
      <Group gap="sm">
        <Button disabled={hindrance !== null} loading={isPending} onClick={() => ask(next)}>
          {t(`act.${next}`)}
        </Button>
        {onEdit && (
          <Button variant="default" onClick={onEdit}>
            {t('act.edit')}
          </Button>
        )}
        <Button variant="default" disabled={isPending} onClick={() => ask('discard')}>
          {t('act.discard')}
        </Button>
      </Group>
      {asked && (
        <ConfirmDialog
          opened
          title={t(`confirm.${asked}.title`)}
          confirmText={t(`act.${asked}`)}
          tone={asked === 'discard' ? 'refusal' : 'accent'}
          onConfirm={() => run(asked)}
          onCancel={() => ask(undefined)}
        >
          {t(`confirm.${asked}.text`, { version: draft.body.version })}
        </ConfirmDialog>
      )}
      {dialog}
    </Stack>
  );
}
