import type { CaseView } from '@ostiary/domain/review';
import { useTranslation } from 'react-i18next';
import { CaseChecks } from './case-checks.tsx';
import { CaseHeading } from './case-heading.tsx';
import { ComparedFacts } from './compared-facts.tsx';
import { RefusePanel } from './refuse-panel.tsx';
import { RequirementList } from './requirement-list.tsx';
import { RevealDocuments } from './reveal-documents.tsx';
import type { CaseDeskState } from './use-case-desk.ts';
import classes from './case.module.css';

/** The left column: whose case it is, what is to be judged, and what was given. */
export function CaseChecklist({ view, desk }: { view: CaseView; desk: CaseDeskState }) {
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
          id={view.id}
          row={desk.row}
          onRefuse={desk.refuse}
          onCancel={() => desk.setRefusing(false)}
        />
      )}
      <ComparedFacts view={view} current={desk.row?.code} />
      <RevealDocuments view={view} current={desk.row?.code} />
      <CaseChecks view={view} />
    </div>
  );
}
