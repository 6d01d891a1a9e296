import type { CaseView } from '@ostiary/domain/review';
import { EmptyNote, Time } from '@ostiary/ui';
import { useTranslation } from 'react-i18next';
import { PastOverrides } from './past-overrides.tsx';
import { RiskOverride } from './risk-override.tsx';
import classes from './case.module.css';
import story from './story.module.css';

type Signals = CaseView['signals'];

function SignalList({ signals }: { signals: Signals }) {
  const { t } = useTranslation('review');
  return (
    <ul className={story.signals}>
      {signals.map((signal) => (
        <li key={signal.code}>
          <span>{signal.text}</span>
          <strong title={t('why.points', { count: signal.points })}>+{signal.points}</strong>
        </li>
      ))}
    </ul>
  );
}

/** Each time the score was computed before, and what it found then. */
function History({ history }: { history: CaseView['assessment']['history'] }) {
  const { t } = useTranslation('review');
  if (history.length === 0) return null;
  return (
    <details className={story.history}>
      <summary>{t('why.history', { count: history.length })}</summary>
      <ol>
        {history.map(({ assessedAt, band, score, cause, signals }) => (
          <li key={assessedAt}>
            <strong>
              {t(`risk.${band}`)} {score}
            </strong>{' '}
            <span className={classes.muted}>
              <Time value={assessedAt} isWithin /> · {t(`why.cause.${cause}`, { defaultValue: cause })}
            </span>
            {signals.length > 0 && <SignalList signals={signals} />}
          </li>
        ))}
      </ol>
    </details>
  );
}

/** Why the risk is what it is: the score as a sum of signals, how it came about, and who said otherwise. */
export function RiskSection({ view }: { view: CaseView }) {
  const { t } = useTranslation('review');
  const { newest, history, pastOverrides } = view.assessment;
  const signals = newest?.signals ?? view.signals;
  return (
    <section>
      <h2 className={classes.label}>{t(`why.${view.risk}`)}</h2>
      {newest && (
        <p className={story.score}>
          <strong>{t('why.score', { score: newest.score })}</strong>
          <span className={classes.muted}>
            <Time value={newest.assessedAt} />
          </span>
        </p>
      )}
      {signals.length === 0 ? (
        <EmptyNote title={t('why.none')}>{t('why.noneText')}</EmptyNote>
      ) : (
        <SignalList signals={signals} />
      )}
      <History history={history} />
      <PastOverrides overrides={pastOverrides} />
      <RiskOverride view={view} />
    </section>
  );
}
