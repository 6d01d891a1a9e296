import { Pill } from '@ostiary/ui';
import { IconAlertTriangle, IconClock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { sayDuration } from './say-duration.ts';
import { useNow } from './use-now.ts';
import classes from './due-mark.module.css';

const soonMs = 4 * 3_600_000;

interface DueMarkProps {
  dueAt: string;
  isLate: boolean;
}

/** Late and nearly due by word and by shape, not by colour alone; anything later is plain text. */
export function DueMark({ dueAt, isLate: wasLate }: DueMarkProps) {
  const { t } = useTranslation('queue');
  const now = useNow(30_000);
  const leftMs = Date.parse(dueAt) - now.getTime();
  // The time passes on the screen, too, before the server is asked again.
  const isLate = wasLate || leftMs < 0;
  const time = sayDuration(leftMs, t);
  if (!isLate && leftMs > soonMs) return <span className={classes.whole}>{t('due.in', { time })}</span>;
  const Icon = isLate ? IconAlertTriangle : IconClock;
  return (
    <Pill tone={isLate ? 'refusal' : 'caution'}>
      <span className={classes.due}>
        <Icon size={14} aria-hidden />
        {t(isLate ? 'due.late' : 'due.in', { time })}
      </span>
    </Pill>
  );
}
