import type { CaseView } from '@ostiary/domain/review';
import { Time } from '@ostiary/ui';
import { useTranslation } from 'react-i18next';
import classes from './case.module.css';
import story from './story.module.css';

type Decision = CaseView['decisions'][number];

function DecisionLine({ decision }: { decision: Decision }) {
  const { t } = useTranslation('review');
  const { kind, stage, decidedBy, decidedAt, reasons, note, voided } = decision;
  return (
    <li>
      <strong>{t(stage === 2 ? 'decisions.second' : `decisions.${kind}`)}</strong>{' '}
      <span>{t('decisions.by', { name: decidedBy })}</span>
      <div className={classes.muted}>
        <Time value={decidedAt} />
      </div>
      {voided && (
        <div>
          {voided.by === null
            ? t(`decisions.voided.${voided.because ?? 'UNKNOWN'}`)
            : t('decisions.voidedBy', { name: voided.by })}
        </div>
      )}
      {reasons.map((reason) => (
        <div key={`${reason.requirement}-${reason.code}`}>{reason.label}</div>
      ))}
      {note !== null && <p className={classes.quote}>“{note}”</p>}
    </li>
  );
}

/** What was decided on this case, also what counts no more, with what was written for colleagues. */
export function PastDecisions({ decisions }: Pick<CaseView, 'decisions'>) {
  const { t } = useTranslation('review');
  return (
    <section>
      <h2 className={classes.label}>{t('decisions.title')}</h2>
      {decisions.length === 0 && <p className={classes.muted}>{t('decisions.none')}</p>}
      <ul className={story.decisions}>
        {decisions.map((decision) => (
          <DecisionLine key={`${decision.decidedAt} ${decision.stage}`} decision={decision} />
        ))}
      </ul>
    </section>
  );
}
