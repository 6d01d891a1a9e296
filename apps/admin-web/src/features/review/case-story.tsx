import type { CaseView } from '@ostiary/domain/review';
import { Time, Timeline } from '@ostiary/ui';
import { useTranslation } from 'react-i18next';
import { CaseNotes } from './case-notes.tsx';
import { Duplicates } from './duplicates.tsx';
import { EarlierApplications } from './earlier-applications.tsx';
import { RiskSection } from './risk-section.tsx';
import classes from './case.module.css';
import story from './story.module.css';

function Decisions({ view }: { view: CaseView }) {
  const { t } = useTranslation('review');
  return (
    <section>
      <h2 className={classes.label}>{t('decisions.title')}</h2>
      {view.decisions.length === 0 && <p className={classes.muted}>{t('decisions.none')}</p>}
      <ul className={story.decisions}>
        {view.decisions.map((decision) => (
          <li key={decision.decidedAt}>
            <strong>{t(`decisions.${decision.kind}`)}</strong>{' '}
            <span>{t('decisions.by', { name: decision.decidedBy })}</span>
            <div className={classes.muted}>
              <Time value={decision.decidedAt} />
            </div>
            {decision.reasons.map((reason) => (
              <div key={`${reason.requirement}-${reason.code}`}>{reason.label}</div>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The right column: why this risk, who is alike, what colleagues wrote, what was decided before, what happened. */
export function CaseStory({ view }: { view: CaseView }) {
  const { t } = useTranslation('review');
  const newestFirst = view.timeline.toSorted((one, other) => other.at.localeCompare(one.at));
  return (
    <div className={classes.stack}>
      <RiskSection view={view} />
      <Duplicates view={view} />
      <CaseNotes view={view} />
      <EarlierApplications view={view} />
      <Decisions view={view} />
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
