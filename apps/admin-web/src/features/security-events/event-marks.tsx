import type { SecurityEventItem } from '@ostiary/domain/security-events';
import { Pill, type Status, StatusMark } from '@ostiary/ui';
import { useTranslation } from 'react-i18next';

const tones = { CRITICAL: 'refusal', HIGH: 'refusal', MEDIUM: 'caution', LOW: 'accent' } as const satisfies Record<
  SecurityEventItem['severity'],
  string
>;

/** The severity as a word; its colour only repeats it. */
export function SeverityMark({ severity }: Pick<SecurityEventItem, 'severity'>) {
  const { t } = useTranslation('security-events');
  return <Pill tone={tones[severity]}>{t(`severity.${severity}`)}</Pill>;
}

const marks: Record<SecurityEventItem['state'], Status> = {
  OPEN: 'missing',
  IN_PROGRESS: 'in_progress',
  RESOLVED: 'accepted',
};

/** Where an event stands; once it is resolved, what was found. */
export function EventStateMark({ state, resolution }: Pick<SecurityEventItem, 'state' | 'resolution'>) {
  const { t } = useTranslation('security-events');
  const mark = resolution === 'TRUE_POSITIVE' ? 'refused' : marks[state];
  return <StatusMark status={mark}>{t(resolution ? `resolution.${resolution}` : `state.${state}`)}</StatusMark>;
}
