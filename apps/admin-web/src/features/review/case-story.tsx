import type { CaseView } from '@ostiary/domain/review';
import { EmptyNote, Time, Timeline } from '@ostiary/ui';
import { useTranslation } from 'react-i18next';
import classes from './case.module.css';

function Signals({ view }: { view: CaseView }) {
  const { t } = useTranslation('review');
  return (
    <section>
      <h2 className={classes.label}>{t(`why.${view.risk}`)}</h2>
      {view.signals.length === 0 ? (
        <EmptyNote title={t('why.none')}>{t('why.noneText')}</EmptyNote>
      ) : (
        <ul className={classes.signals}>
          {view.signals.map((signal) => (
            <li key={signal.code}>
              <span>{signal.text}</span>
              <strong title={t('why.points', { count: signal.points })}>+{signal.points}</strong>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Decisions({ view }: { view: CaseView }) {
  const { t } = useTranslation('review');
  return (
    <section>
      <h2 className={classes.label}>{t('decisions.title')}</h2>
      {view.decisions.length === 0 && <p className={classes.muted}>{t('decisions.none')}</p>}
      <ul className={classes.decisions}>
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

/** The right column: why this risk, what was decided before, what happened. */
export function CaseStory({ view }: { view: CaseView }) {
  const { t } = useTranslation('review');
  const newestFirst = view.timeline.toSorted((one, other) => other.at.localeCompare(one.at));
  return (
    <div className={classes.stack}>
      <Signals view={view} />
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
