import type { AlertItem, Severity } from '@ostiary/domain/fraud-alerts';
import { Pill, type Status, StatusMark } from '@ostiary/ui';
import { useTranslation } from 'react-i18next';

const tones = { CRITICAL: 'refusal', HIGH: 'refusal', MEDIUM: 'caution', LOW: 'accent' } as const satisfies Record<
  Severity,
  string
>;

/** The severity as a word; its colour only repeats it. */
export function SeverityMark({ severity }: Pick<AlertItem, 'severity'>) {
  const { t } = useTranslation('alerts');
  return <Pill tone={tones[severity]}>{t(`severity.${severity}`)}</Pill>;
}

const marks: Record<AlertItem['status'], Status> = {
  OPEN: 'missing',
  IN_PROGRESS: 'in_progress',
  RESOLVED: 'accepted',
};

/** Where an alert stands; once it is resolved, what was found. */
export function AlertStatusMark({ status, resolution }: Pick<AlertItem, 'status' | 'resolution'>) {
  const { t } = useTranslation('alerts');
  const mark = resolution === 'TRUE_POSITIVE' ? 'refused' : marks[status];
  return <StatusMark status={mark}>{t(resolution ? `resolution.${resolution}` : `status.${status}`)}</StatusMark>;
}
