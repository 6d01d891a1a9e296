import type { ApplicationStatus, RiskBand } from '@ostiary/domain/application';
import { Pill, StatusMark, type Status } from '@ostiary/ui';
import { useTranslation } from 'react-i18next';
import { sayDuration } from '../../lib/say-duration.ts';
import { useNow } from '../../lib/use-now.ts';

const marks: Record<ApplicationStatus, Status> = {
  INCOMPLETE: 'missing',
  SUBMITTED: 'submitted',
  IN_REVIEW: 'in_progress',
  PENDING_SECOND_APPROVAL: 'in_progress',
  ACTION_REQUIRED: 'missing',
  APPROVED: 'accepted',
  REJECTED: 'refused',
  EXPIRED: 'expired',
  WITHDRAWN: 'missing',
};

export function CaseStatus({ status }: { status: ApplicationStatus }) {
  const { t } = useTranslation('review');
  return <StatusMark status={marks[status]}>{t(`status.${status}`)}</StatusMark>;
}

const riskTones = { UNASSESSED: 'accent', LOW: 'accepted', MEDIUM: 'caution', HIGH: 'refusal' } as const;

export function RiskPill({ risk, points }: { risk: RiskBand; points?: number }) {
  const { t } = useTranslation('review');
  return (
    <Pill tone={riskTones[risk]}>
      {t(`risk.${risk}`)}
      {risk !== 'UNASSESSED' && points !== undefined && points > 0 && ` ${points}`}
    </Pill>
  );
}

interface DueProps {
  dueAt: string;
  isLate: boolean;
}

/** "Due in 2 h 10 min" or "Late by 3 h". */
export function DuePill({ dueAt, isLate }: DueProps) {
  const { t } = useTranslation('review');
  const now = useNow(30_000);
  const time = sayDuration(Date.parse(dueAt) - now.getTime(), t);
  return <Pill tone={isLate ? 'refusal' : 'accent'}>{t(isLate ? 'due.late' : 'due.in', { time })}</Pill>;
}
