import type { CaseView } from '@ostiary/domain/review';
import { Time } from '@ostiary/ui';
import { useTranslation } from 'react-i18next';
import classes from './case.module.css';
import story from './story.module.css';

/** Overrides that were refused, taken back or are over: whoever is asked again knows that it was asked before. */
export function PastOverrides({ overrides }: { overrides: CaseView['assessment']['pastOverrides'] }) {
  const { t } = useTranslation('review');
  if (overrides.length === 0) return null;
  return (
    <details className={story.history}>
      <summary>{t('override.past', { count: overrides.length })}</summary>
      <ol>
        {overrides.map(({ overrideId, fromBand, band, state, askedBy, askedAt, judgedBy, endedAt, reason }) => (
          <li key={overrideId}>
            <strong>
              {t(`risk.${fromBand}`)} → {t(`risk.${band}`)}
            </strong>{' '}
            {t(state === 'REFUSED' ? 'override.refused' : 'override.ended')}
            <div className={classes.muted}>
              {t('override.by', { name: askedBy.name })} <Time value={askedAt} isWithin />
            </div>
            {judgedBy !== null && (
              <div className={classes.muted}>
                {t(state === 'REFUSED' ? 'override.refusedBy' : 'override.judgedBy', { name: judgedBy })}
              </div>
            )}
            {endedAt !== null && (
              <div className={classes.muted}>
                <Time value={endedAt} />
              </div>
            )}
            <p className={classes.quote}>“{reason}”</p>
          </li>
        ))}
      </ol>
    </details>
  );
}
