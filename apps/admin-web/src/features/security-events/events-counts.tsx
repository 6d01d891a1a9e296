import { UnstyledButton } from '@mantine/core';
import type { SecuritySeverity } from '@ostiary/domain/security-events';
import { QueryView } from '@ostiary/ui';
import { useTranslation } from 'react-i18next';
import { trpc } from '../../lib/trpc.ts';
import { severities } from './events-search.ts';
import classes from './security-events.module.css';

const isGrave = (severity: SecuritySeverity) => severity === 'CRITICAL' || severity === 'HIGH';

interface CountsProps {
  chosen: SecuritySeverity | undefined;
  onChoose: (severity: SecuritySeverity | undefined) => void;
}

/** How many wait for somebody, by severity; each figure narrows the list to itself. */
export function EventsCounts({ chosen, onChoose }: CountsProps) {
  const { t } = useTranslation('security-events');
  const counts = trpc.securityEvents.counts.useQuery();
  return (
    <QueryView query={counts}>
      {({ open }) => (
        <ul className={classes.counts} aria-label={t('counts')}>
          {severities.map((severity) => (
            <li key={severity}>
              <UnstyledButton
                className={classes.count}
                aria-pressed={severity === chosen}
                data-grave={isGrave(severity) && open[severity] > 0 ? true : undefined}
                onClick={() => onChoose(severity === chosen ? undefined : severity)}
              >
                <span className={classes.figure}>{open[severity]}</span>{' '}
                <span>{t('countOpen', { severity: t(`severity.${severity}`) })}</span>
              </UnstyledButton>
            </li>
          ))}
        </ul>
      )}
    </QueryView>
  );
}
