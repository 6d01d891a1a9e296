import type { MyDay } from '@ostiary/domain/review';
import { EmptyNote } from '@ostiary/ui';
import { IconHourglass } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { paths } from '../../app/paths.ts';
import { DueMark } from '../../lib/due-mark.tsx';
import { sayCountdown } from '../../lib/say-duration.ts';
import { useNow } from '../../lib/use-now.ts';
import classes from './my-day.module.css';

function TimeLeft({ until }: { until: string }) {
  const { t } = useTranslation('my-day');
  const leftMs = Date.parse(until) - useNow(1_000).getTime();
  return (
    <span className={classes.left}>
      <IconHourglass size={16} aria-hidden />
      {leftMs > 0 ? t('claimed.left', { time: sayCountdown(leftMs) }) : t('claimed.over')}
    </span>
  );
}

/** The cases that this person holds, with the time that each has left. */
export function ClaimedList({ cases }: { cases: MyDay['claimed'] }) {
  const { t } = useTranslation('my-day');
  if (cases.length === 0) return <EmptyNote title={t('claimed.none')}>{t('claimed.noneText')}</EmptyNote>;
  return (
    <ul className={classes.cases}>
      {cases.map(({ id, name, kind, until }) => (
        <li key={id}>
          <Link to={paths.case} params={{ id }}>
            {name || t(`common:unnamed.${kind}`)}
          </Link>
          <TimeLeft until={until} />
        </li>
      ))}
    </ul>
  );
}

/** The cases that were given to this person, most urgent first. */
export function AssignedList({ cases }: { cases: MyDay['assigned'] }) {
  const { t } = useTranslation('my-day');
  if (cases.length === 0) return <EmptyNote title={t('assigned.none')}>{t('assigned.noneText')}</EmptyNote>;
  return (
    <ul className={classes.cases}>
      {cases.map(({ id, name, kind, dueAt, isLate }) => (
        <li key={id}>
          <Link to={paths.case} params={{ id }}>
            {name || t(`common:unnamed.${kind}`)}
          </Link>
          <DueMark dueAt={dueAt} isLate={isLate} />
        </li>
      ))}
    </ul>
  );
}
