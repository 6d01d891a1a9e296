import { useTranslation } from 'react-i18next';
import { ActionButton } from './action-button.tsx';
import { HOLD, type DecisionProps } from './decision-props.ts';
import { useApprove } from './use-approve.ts';

/** Approves; possible once every row is accepted. Where two are needed it is the first approval. */
export function ApproveButton({ view, isBusy, onDecided, onRefused }: DecisionProps) {
  const { t } = useTranslation('review');
  const { approve, dialog } = useApprove({ onDecided, onRefused });
  const isPossible = !isBusy && view.requirements.every(({ state }) => state === 'accepted');
  return (
    <>
      <ActionButton
        name="approve"
        variant="filled"
        isPossible={isPossible}
        loading={approve.isPending}
        onAct={() => approve.mutate({ id: view.id, version: view.version, acceptRemaining: false, ...HOLD })}
        aria-describedby="why-not-approve"
      >
        {t(view.secondApproval.needed ? 'approve.first' : 'approve.action')}
      </ActionButton>
      {dialog}
    </>
  );
}
