import type { CaseCheck } from '@ostiary/domain/identity-checks';
import type { CaseView } from '@ostiary/domain/review';
import { Pill, Time } from '@ostiary/ui';
import { useTranslation } from 'react-i18next';
import classes from './case.module.css';

const isWaiting = ({ state }: CaseCheck) => state === 'QUEUED' || state === 'RUNNING';

/** A list that names nobody and a register that agrees are one outcome, but not one word. */
function stateWord({ kind, state }: CaseCheck): string {
  return kind === 'screening' && (state === 'MATCH' || state === 'MISMATCH') ? `SCREENING_${state}` : state;
}

function toneOf(check: CaseCheck) {
  if (isWaiting(check)) return 'accent';
  if (check.state === 'MATCH') return 'accepted';
  return check.kind === 'screening' && check.state === 'MISMATCH' ? 'refusal' : 'caution';
}

function Check({ check }: { check: CaseCheck }) {
  const { t } = useTranslation('review');
  return (
    <li>
      <div className={classes.checkHead}>
        <strong>{t(`checks.kind.${check.kind}`)}</strong>
        <Pill tone={toneOf(check)}>{t(`checks.state.${stateWord(check)}`)}</Pill>
      </div>
      {check.evidence.map((sentence) => (
        <div key={sentence}>{sentence}</div>
      ))}
      <div className={classes.muted}>
        {t('checks.by', { provider: check.provider })}
        {check.reference !== null && ` · ${check.reference}`}
        {check.finishedAt !== null && (
          <>
            {' · '}
            <Time value={check.finishedAt} />
          </>
        )}
      </div>
    </li>
  );
}

/** What registers and lists said of this applicant: the newest answer for each row. */
export function CaseChecks({ view: { checks } }: { view: CaseView }) {
  const { t } = useTranslation('review');
  if (checks.length === 0) return null;
  return (
    <section aria-label={t('checks.title')}>
      <h2 className={classes.label}>{t('checks.title')}</h2>
      <ul className={classes.checks}>
        {checks.map((check) => (
          <Check key={`${check.kind} ${check.requirement}`} check={check} />
        ))}
      </ul>
    </section>
  );
}
