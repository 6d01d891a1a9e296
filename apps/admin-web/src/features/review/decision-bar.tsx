import { ActionIcon } from '@mantine/core';
import type { CaseView, DecisionResult } from '@ostiary/domain/review';
import { IconKeyboard } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { usePermission, usePerson } from '../../lib/person.ts';
import { trpc } from '../../lib/trpc.ts';
import { ApproveButton } from './approve-button.tsx';
import { AskAgainButton } from './ask-again-button.tsx';
import { openRows, refusedRows, type CaseStanding } from './case-standing.ts';
import { ClaimButton, NextButton, ReleaseButton } from './lease-buttons.tsx';
import { RejectButton } from './reject-button.tsx';
import classes from './case.module.css';

/** What every deciding button needs. */
export interface DecisionProps {
  view: CaseView;
  /** A verdict is still on its way: the version on the screen is about to change. */
  isBusy: boolean;
  onDecided: (result: DecisionResult) => void;
  onRefused: (error: unknown) => void;
}

function WhyNot({ view }: { view: CaseView }) {
  const { t } = useTranslation('review');
  const open = openRows(view.requirements).length;
  const refused = refusedRows(view.requirements).length;
  const said =
    open > 0
      ? t('approve.open', { count: open })
      : refused > 0
        ? t('approve.refused', { count: refused })
        : t('approve.ready');
  return (
    <span id="why-not-approve" className={classes.whyNot}>
      {said}
    </span>
  );
}

interface DecisionBarProps extends DecisionProps {
  standing: CaseStanding;
  onClaimed: () => void;
  onHelp: () => void;
}

/** The bar always in reach: deciding while the case is mine, claiming while it is nobody's, the next case always. */
export function DecisionBar({ standing, onHelp, onClaimed, ...decision }: DecisionBarProps) {
  const { t } = useTranslation('review');
  const me = usePerson()?.id;
  const canClaim = usePermission('review.claim');
  const canDecide = usePermission('review.decide');
  const canAsk = usePermission('review.request-more');
  // Here before anyone refuses or rejects, so that the reasons open without a wait.
  trpc.review.reasons.useQuery(undefined, { staleTime: 'static' });
  const isClaimable = canClaim && (standing === 'waiting' || standing === 'lapsed');
  const isMine = standing === 'mine' && canDecide;
  return (
    <div className={classes.bar}>
      {isMine && (
        <>
          <ApproveButton {...decision} />
          {canAsk && <AskAgainButton {...decision} />}
          <RejectButton {...decision} />
          {canClaim && <ReleaseButton {...decision} />}
        </>
      )}
      {isClaimable && (
        <ClaimButton
          {...decision}
          isAgain={standing === 'lapsed' && decision.view.claimedBy?.id === me}
          onClaimed={onClaimed}
        />
      )}
      <div className={classes.barEnd}>
        {isMine && <WhyNot view={decision.view} />}
        <ActionIcon variant="default" size={36} aria-label={t('help.title')} aria-keyshortcuts="?" onClick={onHelp}>
          <IconKeyboard size={20} aria-hidden />
        </ActionIcon>
        {canClaim && <NextButton isPrimary={!isMine && !isClaimable} />}
      </div>
    </div>
  );
}
