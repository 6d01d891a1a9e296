import type { CaseView } from '@ostiary/domain/review';
import { Time } from '@ostiary/ui';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { paths } from '../../app/paths.ts';
import { CaseStatus } from './case-status.tsx';
import classes from './case.module.css';
import story from './story.module.css';

function Earlier({ application }: { application: CaseView['earlier'][number] }) {
  const { t } = useTranslation('review');
  const { id, status, submittedAt, decidedAt } = application;
  if (id === null || status === null) return <span className={classes.muted}>{t('earlier.elsewhere')}</span>;
  return (
    <>
      <CaseStatus status={status} />
      <div className={classes.muted}>
        {submittedAt ? (
          <>
            {t('earlier.submitted')} <Time value={submittedAt} isWithin />
          </>
        ) : (
          t('earlier.notSubmitted')
        )}
        {decidedAt && (
          <>
            {' · '}
            {t('earlier.decided')} <Time value={decidedAt} isWithin />
          </>
        )}
      </div>
      <Link className={story.link} to={paths.case} params={{ id }}>
        {t('earlier.open')}
      </Link>
    </>
  );
}

/** What the same customer applied for before. */
export function EarlierApplications({ view }: { view: CaseView }) {
  const { t } = useTranslation('review');
  return (
    <section>
      <h2 className={classes.label}>{t('earlier.title')}</h2>
      {view.earlier.length === 0 && <p className={classes.muted}>{t('earlier.none')}</p>}
      <ul className={story.list} aria-label={t('earlier.title')}>
        {view.earlier.map((application, index) => (
          <li key={application.id ?? index}>
            <Earlier application={application} />
          </li>
        ))}
      </ul>
    </section>
  );
}
