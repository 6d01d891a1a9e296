import { ActionIcon } from '@mantine/core';
import { IconKeyboard } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { usePermission, usePerson } from '../../lib/person.ts';
import { trpc } from '../../lib/trpc.ts';
import { ApproveButton } from './approve-button.tsx';
import { AskAgainButton } from './ask-again-button.tsx';
import type { CaseRefusal } from './case-notice.ts';
import type { CaseStanding } from './case-standing.ts';
import type { DecisionProps } from './decision-props.ts';
import { EscalateButton } from './escalate-button.tsx';
import { GiveButton } from './give-button.tsx';
import { useKeymap } from './keymap.ts';
import { ClaimButton, NextButton, ReleaseButton } from './lease-buttons.tsx';
import { RejectButton } from './reject-button.tsx';
import { SecondApproval } from './second-approval.tsx';
import { spokenKey } from './shortcut-key.tsx';
import { UndoStrip } from './undo-strip.tsx';
import { offeredActions } from './use-action.ts';
import { WhyNot } from './why-not.tsx';
import classes from './bar.module.css';

interface DecisionBarProps extends DecisionProps {
  standing: CaseStanding;
  onClaimed: () => void;
  onUndone: (refusal: CaseRefusal | null) => void;
}

/** While the case is the reader's own. */
function OwnActions(decision: DecisionProps) {
  const canDecide = usePermission('review.decide');
  const canAsk = usePermission('review.request-more');
  return (
    <>
      {canDecide && <ApproveButton {...decision} />}
      {canAsk && <AskAgainButton {...decision} />}
      {canDecide && <RejectButton {...decision} />}
      {canDecide && !decision.view.secondApproval.needed && <EscalateButton {...decision} />}
      <GiveButton view={decision.view} onRefused={decision.onRefused} />
      <ReleaseButton view={decision.view} onRefused={decision.onRefused} />
    </>
  );
}

function HelpButton() {
  const { t } = useTranslation('review');
  const { keyOf } = useKeymap();
  const open = () =>
    offeredActions()
      .find(({ name }) => name === 'help')
      ?.run?.();
  return (
    <ActionIcon
      variant="default"
      size={36}
      aria-label={t('help.title')}
      aria-keyshortcuts={spokenKey(keyOf('help'))}
      onClick={open}
    >
      <IconKeyboard size={20} aria-hidden />
    </ActionIcon>
  );
}

/** The bar always in reach: deciding while the case is mine, undoing just after, claiming while it is nobody's. */
export function DecisionBar({ standing, onClaimed, onUndone, ...decision }: DecisionBarProps) {
  const { view, onRefused } = decision;
  const me = usePerson()?.id;
  const canClaim = usePermission('review.claim');
  const canApproveSecond = usePermission('review.approve-second');
  // Here before anyone refuses or rejects, so that the reasons open without a wait.
  trpc.review.reasons.useQuery(undefined, { staleTime: 'static' });
  const isMine = standing === 'mine';
  const { first, hasJudged } = view.secondApproval;
  const isSecond = standing === 'second' && canApproveSecond && first?.isMe === false && !hasJudged;
  const isClaimable = canClaim && (standing === 'waiting' || standing === 'lapsed');
  const isAgain = standing === 'lapsed' && view.claimedBy?.id === me;
  return (
    <div className={classes.bar}>
      <UndoStrip view={view} onDone={onUndone} />
      {isMine && <OwnActions {...decision} />}
      {isSecond && <SecondApproval {...decision} />}
      {isClaimable && <ClaimButton view={view} isAgain={isAgain} onClaimed={onClaimed} onRefused={onRefused} />}
      <div className={classes.barEnd}>
        {(isMine || standing === 'second') && <WhyNot view={view} standing={standing} />}
        <HelpButton />
        {canClaim && <NextButton isPrimary={!isMine && !isClaimable && !isSecond} isOffered={standing === 'sending'} />}
      </div>
    </div>
  );
}
