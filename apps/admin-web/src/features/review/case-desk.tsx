import type { CaseView, DecisionKind, DecisionResult } from '@ostiary/domain/review';
import { DeskColumns } from '@ostiary/ui';
import { useTranslation } from 'react-i18next';
import { usePermission } from '../../lib/person.ts';
import { trpc } from '../../lib/trpc.ts';
import { useNow } from '../../lib/use-now.ts';
import { announce, Announcer } from './announcements.tsx';
import { CaseChecklist } from './case-checklist.tsx';
import { type CaseStanding, standingOf } from './case-standing.ts';
import { CaseStory } from './case-story.tsx';
import { DecisionBar } from './decision-bar.tsx';
import { DocumentViewer } from './document-viewer.tsx';
import { LeaseWarning } from './lease-warning.tsx';
import { RefusalNotice } from './refusal-notice.tsx';
import { StaleNotice } from './stale-notice.tsx';
import { StandingNotice } from './standing-notice.tsx';
import { type CaseDeskState, useCaseDesk } from './use-case-desk.ts';
import { useCaseEvents } from './use-case-events.ts';
import { useChecklistKeys } from './use-checklist-keys.ts';
import { useLastDecision } from './use-last-decision.ts';
import { useLeaseRenewal } from './use-lease-renewal.ts';
import { useSee } from './use-shown-case.ts';
import classes from './case.module.css';

interface CaseDeskProps {
  view: CaseView;
  /** The newest version that was read, shown or not. */
  newest: number;
}

interface PartProps {
  view: CaseView;
  standing: CaseStanding;
  desk: CaseDeskState;
}

function Notices({ view, newest, standing, desk: { refusal, setRefusal, isJudging } }: PartProps & CaseDeskProps) {
  const { look } = useSee(view.id);
  const isStale = useCaseEvents(view, newest);
  return (
    <div className={classes.notices}>
      {refusal ? (
        <RefusalNotice refusal={refusal} rows={view.requirements} onDismiss={() => setRefusal(null)} />
      ) : (
        <StandingNotice view={view} standing={standing} />
      )}
      {isStale && !isJudging && !refusal && <StaleNotice onLook={look} />}
      {standing === 'mine' && <LeaseWarning view={view} />}
    </div>
  );
}

function Actions({ view, standing, desk }: PartProps) {
  const { t } = useTranslation('review');
  const utils = trpc.useUtils();
  const { keep } = useLastDecision();
  const onDecided = (kind: DecisionKind, { heldUntil }: DecisionResult) => {
    desk.setRefusal(null);
    announce(t(heldUntil ? `said.held_${kind}` : `said.sent_${kind}`, { name: view.name }));
    if (heldUntil) keep({ id: view.id, until: heldUntil });
    void utils.review.case.invalidate({ id: view.id });
  };
  return (
    <DecisionBar
      view={view}
      standing={standing}
      isBusy={desk.isJudging}
      onDecided={onDecided}
      onRefused={desk.onRefused}
      onClaimed={() => desk.setRefusal(null)}
      onUndone={desk.setRefusal}
    />
  );
}

/** One case on one screen, by keyboard or pointer. Readers without a deciding permission get no decision bar. */
export function CaseDesk({ view, newest }: CaseDeskProps) {
  const { t } = useTranslation('review');
  const standing = standingOf(view, useNow(5_000));
  const canDecide = usePermission('review.decide') && standing === 'mine';
  const canClaim = usePermission('review.claim');
  const canApproveSecond = usePermission('review.approve-second');
  const desk = useCaseDesk(view, canDecide);
  useLeaseRenewal(view, standing === 'mine');
  useChecklistKeys(desk);
  const parts = { view, standing, desk };
  return (
    <>
      <Announcer />
      <Notices {...parts} newest={newest} />
      <DeskColumns
        left={{ label: t('column.case'), content: <CaseChecklist view={view} desk={desk} /> }}
        middle={{
          label: t('column.documents'),
          isBare: true,
          content: <DocumentViewer view={view} requirement={desk.row?.code} />,
        }}
        right={{ label: t('column.story'), content: <CaseStory view={view} /> }}
        actionsLabel={t('column.decision')}
        actions={(canClaim || canApproveSecond) && <Actions {...parts} />}
      />
    </>
  );
}
