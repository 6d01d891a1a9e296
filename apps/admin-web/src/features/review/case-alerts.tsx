import type { CaseView } from '@ostiary/domain/review';
import { Callout } from '@ostiary/ui';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { paths } from '../../app/paths.ts';
import { usePermission } from '../../lib/person.ts';
import story from './story.module.css';

/** Fraud alerts of the case, above all that speaks for or against it: nobody decides without having seen them. */
export function CaseAlerts({ alerts }: Pick<CaseView, 'alerts'>) {
  const { t } = useTranslation('review');
  const mayOpen = usePermission('fraud.read');
  if (alerts.length === 0) return null;
  const isGrave = alerts.some(({ status, resolution }) => status !== 'RESOLVED' || resolution === 'TRUE_POSITIVE');
  return (
    <Callout tone={isGrave ? 'refusal' : 'info'} title={t('alerts.title', { count: alerts.length })}>
      <ul className={story.list}>
        {alerts.map(({ alertId, type, severity, status, resolution }) => {
          const title = t(`alerts:type.${type}.title`);
          return (
            <li key={alertId}>
              {mayOpen ? (
                <Link className={story.link} to={paths.fraudAlert} params={{ id: alertId }}>
                  {title}
                </Link>
              ) : (
                <strong>{title}</strong>
              )}
              <div>
                {t(`alerts:severity.${severity}`)} ·{' '}
                {t(resolution ? `alerts:resolution.${resolution}` : `alerts:status.${status}`)}
              </div>
            </li>
          );
        })}
      </ul>
    </Callout>
  );
}
