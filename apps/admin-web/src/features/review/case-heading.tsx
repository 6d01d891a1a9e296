import { formatCustomerNumber } from '@ostiary/domain/identifiers';
import type { CaseView } from '@ostiary/domain/review';
import { useLabels } from '@ostiary/ui';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { CaseStatus, DuePill, RiskPill } from './case-status.tsx';
import { Presence } from './presence.tsx';
import classes from './case.module.css';

/** Whose case this is. Takes the focus when the case opens, as every page's heading does. */
export function CaseHeading({ view }: { view: CaseView }) {
  const { t } = useTranslation('review');
  const { appName } = useLabels();
  const heading = useRef<HTMLHeadingElement>(null);
  const status = t(`status.${view.status}`);
  const name = view.name || t(`common:unnamed.${view.kind}`);
  useEffect(() => {
    document.title = `${name}: ${status} · ${appName}`;
  }, [name, status, appName]);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <header className={classes.heading}>
      <p className={classes.muted}>
        {formatCustomerNumber(view.customerId)} ·{' '}
        {t('policy', { title: view.policy.title, version: view.policy.version })}
      </p>
      <h1 ref={heading} tabIndex={-1} className={classes.name}>
        {name}
      </h1>
      <div className={classes.pills}>
        <RiskPill risk={view.risk} points={view.assessment.newest?.score} />
        {view.dueAt && (view.status === 'SUBMITTED' || view.status === 'IN_REVIEW') && (
          <DuePill dueAt={view.dueAt} isLate={view.isLate} />
        )}
        <CaseStatus status={view.status} />
      </div>
      <Presence id={view.id} />
      {view.lapses > 0 && <p className={classes.muted}>{t('lapses', { count: view.lapses })}</p>}
      {view.round > 1 && <p className={classes.muted}>{t('round', { round: view.round })}</p>}
    </header>
  );
}
