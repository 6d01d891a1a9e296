import type { CaseView } from '@ostiary/domain/review';
import { Time, Timeline } from '@ostiary/ui';
import { useTranslation } from 'react-i18next';
import { CaseAlerts } from './case-alerts.tsx';
import { CaseNotes } from './case-notes.tsx';
import { Duplicates } from './duplicates.tsx';
import { EarlierApplications } from './earlier-applications.tsx';
import { PastDecisions } from './past-decisions.tsx';
import { RiskSection } from './risk-section.tsx';
import classes from './case.module.css';

/** The right column: why this risk, who is alike, what colleagues wrote, what was decided before, what happened. */
export function CaseStory({ view }: { view: CaseView }) {
  const { t } = useTranslation('review');
  const newestFirst = view.timeline.toSorted((one, other) => other.at.localeCompare(one.at));
  return (
    <div className={classes.stack}>
      <CaseAlerts alerts={view.alerts} />
      <RiskSection view={view} />
      <Duplicates view={view} />
      <CaseNotes view={view} />
      <EarlierApplications view={view} />
      <PastDecisions decisions={view.decisions} />
      <section>
        <h2 className={classes.label}>{t('timeline')}</h2>
        <Timeline
          entries={newestFirst.map(({ id, text, by, at }) => ({
            id,
            text: by ? t('timelineBy', { text, name: by }) : text,
            at: <Time value={at} />,
          }))}
        />
      </section>
    </div>
  );
}
