import { formatCustomerNumber } from '@ostiary/domain/identifiers';
import type { CaseView } from '@ostiary/domain/review';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { paths } from '../../app/paths.ts';
import { CaseStatus } from './case-status.tsx';
import classes from './case.module.css';
import story from './story.module.css';

/** Other customers who may be the same person, and what of them is the same. */
export function Duplicates({ view }: { view: CaseView }) {
  const { t } = useTranslation('review');
  return (
    <section>
      <h2 className={classes.label}>{t('duplicates.title')}</h2>
      {view.duplicates.length === 0 && <p className={classes.muted}>{t('duplicates.none')}</p>}
      <ul className={story.list} aria-label={t('duplicates.title')}>
        {view.duplicates.map(({ customerId, name, applicationId, status, matches }, index) => (
          <li key={customerId ?? index}>
            {applicationId ? (
              <Link className={story.link} to={paths.case} params={{ id: applicationId }}>
                {name}
              </Link>
            ) : (
              <strong>{name ?? t('duplicates.elsewhere')}</strong>
            )}
            {customerId && <div className={classes.muted}>{formatCustomerNumber(customerId)}</div>}
            <ul className={story.matches} aria-label={t('duplicates.same')}>
              {matches.map((match) => (
                <li key={match}>{t(`duplicates.${match}`)}</li>
              ))}
            </ul>
            {status && <CaseStatus status={status} />}
          </li>
        ))}
      </ul>
    </section>
  );
}
