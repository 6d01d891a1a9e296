import { formatCustomerNumber } from '@ostiary/domain/identifiers';
import type { CaseView } from '@ostiary/domain/review';
import { useLabels } from '@ostiary/ui';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { CaseStatus, DuePill, RiskPill } from './case-status.tsx';
import { RevealValue } from './reveal-value.tsx';
import classes from './case.module.css';

/** Whose case this is. Takes the focus when the case opens, as every page's heading does. */
export function CaseHeading({ view }: { view: CaseView }) {
  const { t } = useTranslation('review');
  const { appName } = useLabels();
  const heading = useRef<HTMLHeadingElement>(null);
  const status = t(`status.${view.status}`);
  useEffect(() => {
    document.title = `${view.name}: ${status} · ${appName}`;
  }, [view.name, status, appName]);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
  }, []);
  const points = view.signals.reduce((sum, signal) => sum + signal.points, 0);
  return (
    <header className={classes.heading}>
      <p className={classes.muted}>
        {formatCustomerNumber(view.customerId)} ·{' '}
        {t('policy', { title: view.policy.title, version: view.policy.version })}
      </p>
      <h1 ref={heading} tabIndex={-1} className={classes.name}>
        {view.name}
      </h1>
      <div className={classes.pills}>
        <RiskPill risk={view.risk} points={Math.min(100, points)} />
        {view.dueAt && (view.status === 'SUBMITTED' || view.status === 'IN_REVIEW') && (
          <DuePill dueAt={view.dueAt} isLate={view.isLate} />
        )}
        <CaseStatus status={view.status} />
      </div>
      {view.round > 1 && <p className={classes.muted}>{t('round', { round: view.round })}</p>}
    </header>
  );
}

/** What the applicant typed, the rows in hand set off; identifiers come masked from the server. */
export function TypedData({ view, current }: { view: CaseView; current: string | undefined }) {
  const { t } = useTranslation('review');
  const hasContact = view.data.some(({ requirement }) => requirement === 'email' || requirement === 'phone');
  const contact = [
    { requirement: 'email', label: 'email', value: view.email },
    { requirement: 'phone', label: 'phone', value: view.phoneNumber },
  ] as const;
  const nameOf = (label: string) => t([`data.${label}`, `privacy:data.${label}`], { defaultValue: label });
  const data = (hasContact ? view.data : [...contact, ...view.data]).filter(({ value }) => value !== '');
  return (
    <section>
      <h2 className={classes.label}>{t('typed')}</h2>
      <dl className={classes.data}>
        {data.map((datum, index) => (
          <div key={index} data-current={datum.requirement === current ? true : undefined}>
            <dt>{nameOf(datum.label)}</dt>
            <dd>
              <RevealValue view={view} field={datum.label} name={nameOf(datum.label)} masked={datum.value} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
