import { VisuallyHidden } from '@mantine/core';
import type { CaseView, DecisionResult } from '@ostiary/domain/review';
import { DeskColumns } from '@ostiary/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePermission } from '../../lib/person.ts';
import { useNow } from '../../lib/use-now.ts';
import { CaseChecks } from './case-checks.tsx';
import { CaseHeading, TypedData } from './case-facts.tsx';
import { RefusalNotice, StandingNotice } from './case-notices.tsx';
import { standingOf } from './case-standing.ts';
import { CaseStory } from './case-story.tsx';
import { DecisionBar } from './decision-bar.tsx';
import { DocumentViewer } from './document-viewer.tsx';
import { RefusePanel } from './refuse-panel.tsx';
import { RequirementList } from './requirement-list.tsx';
import { RevealDocuments } from './reveal-documents.tsx';
import { ShortcutsHelp } from './shortcuts-help.tsx';
import { type CaseDeskState, useCaseDesk } from './use-case-desk.ts';
import { useLeaseRenewal } from './use-lease-renewal.ts';
import { useShortcuts } from './use-shortcuts.ts';
import classes from './case.module.css';

function CaseChecklist({ view, desk }: { view: CaseView; desk: CaseDeskState }) {
  const { t } = useTranslation('review');
  return (
    <div className={classes.stack}>
      <CaseHeading view={view} />
      <section>
        <h2 className={classes.label}>{t('requirements')}</h2>
        <RequirementList rows={view.requirements} desk={desk} />
      </section>
      {desk.isRefusing && desk.canJudge && desk.row && (
        <RefusePanel
          key={desk.row.code}
          row={desk.row}
          onRefuse={desk.refuse}
          onCancel={() => desk.setRefusing(false)}
        />
      )}
      <TypedData view={view} current={desk.row?.code} />
      <RevealDocuments view={view} current={desk.row?.code} />
      <CaseChecks view={view} />
    </div>
  );
}

/** One case on one screen, by keyboard or pointer. Readers without a deciding permission get no decision bar. */
export function CaseDesk({ view }: { view: CaseView }) {
  const { t } = useTranslation('review');
  const [hasHelp, setHelp] = useState(false);
  const standing = standingOf(view, useNow(5_000));
  const canDecide = usePermission('review.decide') && standing === 'mine';
  const canClaim = usePermission('review.claim');
  const desk = useCaseDesk(view, canDecide);
  useLeaseRenewal(view, standing === 'mine');
  useShortcuts({
    j: () => desk.move(1),
    k: () => desk.move(-1),
    a: desk.accept,
    r: desk.startRefusing,
    '?': () => setHelp(true),
  });
  const onDecided = ({ status }: DecisionResult) => {
    desk.setRefusal(null);
    desk.say(t(`said.${status}`, { name: view.name }));
  };
  const { refusal } = desk;
  return (
    <>
      <VisuallyHidden role="status" aria-live="polite">
        {desk.said}
      </VisuallyHidden>
      <div className={classes.notices}>
        {refusal ? (
          <RefusalNotice refusal={refusal} onDismiss={() => desk.setRefusal(null)} />
        ) : (
          <StandingNotice view={view} standing={standing} />
        )}
      </div>
      <DeskColumns
        left={{ label: t('column.case'), content: <CaseChecklist view={view} desk={desk} /> }}
        middle={{
          label: t('column.documents'),
          isBare: true,
          content: <DocumentViewer view={view} requirement={desk.row?.code} />,
        }}
        right={{ label: t('column.story'), content: <CaseStory view={view} /> }}
        actionsLabel={t('column.decision')}
        actions={
          canClaim && (
            <DecisionBar
              view={view}
              standing={standing}
              isBusy={desk.isJudging}
              onDecided={onDecided}
              onRefused={desk.onRefused}
              onClaimed={() => desk.setRefusal(null)}
              onHelp={() => setHelp(true)}
            />
          )
        }
      />
      {hasHelp && <ShortcutsHelp onClose={() => setHelp(false)} />}
    </>
  );
}
