import { Button } from '@mantine/core';
import { Kbd } from '@ostiary/ui';
import { useTranslation } from 'react-i18next';
import { trpc } from '../../lib/trpc.ts';
import type { DecisionProps } from './decision-bar.tsx';
import { modEnter } from './shortcut-key.tsx';
import { useShortcuts } from './use-shortcuts.ts';

/** Approves; possible once every row is accepted. */
export function ApproveButton({ view, isBusy, onDecided, onRefused }: DecisionProps) {
  const { t } = useTranslation('review');
  const approve = trpc.review.approve.useMutation({ onSuccess: onDecided, onError: onRefused });
  const isPossible = !isBusy && view.requirements.every(({ state }) => state === 'accepted');
  const go = () => {
    if (isPossible && !approve.isPending)
      approve.mutate({ id: view.id, version: view.version, acceptRemaining: false });
  };
  useShortcuts({ 'Mod+Enter': go });
  return (
    <Button
      size="sm"
      onClick={go}
      disabled={!isPossible && !approve.isPending}
      loading={approve.isPending}
      aria-keyshortcuts="Control+Enter Meta+Enter"
      aria-describedby="why-not-approve"
    >
      {t('approve.action')}
      <Kbd>{modEnter}</Kbd>
    </Button>
  );
}
