import type { MyDay } from '@ostiary/domain/review';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { sayDuration } from '../../lib/say-duration.ts';
import classes from './my-day.module.css';

interface FigureProps {
  name: string;
  value: ReactNode;
  note: ReactNode;
  isUrgent?: boolean;
}

function Figure({ name, value, note, isUrgent = false }: FigureProps) {
  return (
    <div className={classes.figure} data-urgent={isUrgent ? true : undefined}>
      <dt>{name}</dt>
      <dd>
        <span className={classes.value}>{value}</span>
        <span className={classes.note}>{note}</span>
      </dd>
    </div>
  );
}

/** Due, late, done and the usual time, each with what it means. */
export function DayFigures({ day }: { day: MyDay }) {
  const { t } = useTranslation('my-day');
  const { approved, rejected, moreRequested } = day.done;
  return (
    <dl className={classes.figures}>
      <Figure name={t('late.name')} value={day.late} note={t('late.note')} isUrgent={day.late > 0} />
      <Figure name={t('dueToday.name')} value={day.dueToday} note={t('dueToday.note')} />
      <Figure
        name={t('done.name')}
        value={approved + rejected + moreRequested}
        note={t('done.note', { approved, rejected, moreRequested })}
      />
      <Figure
        name={t('median.name')}
        value={day.medianSeconds === null ? '–' : sayDuration(day.medianSeconds * 1000, t)}
        note={day.medianSeconds === null ? t('median.none') : t('median.note')}
      />
    </dl>
  );
}
