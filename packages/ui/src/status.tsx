import { IconAlertCircle, IconCheck, IconCircleDashed, IconClock, IconProgress } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './status.module.css';

export type Status = 'accepted' | 'submitted' | 'in_progress' | 'missing' | 'refused' | 'expired';

const icons = {
  accepted: IconCheck,
  submitted: IconClock,
  in_progress: IconProgress,
  missing: IconCircleDashed,
  refused: IconAlertCircle,
  expired: IconAlertCircle,
} as const;

/** The mark alone, decorative: a word for the status must stand beside it. */
export function StatusIcon({ status }: { status: Status }) {
  const Icon = icons[status];
  return (
    <span className={classes.disc} data-status={status} aria-hidden="true">
      <Icon size={14} stroke={2.5} />
    </span>
  );
}

/** Status as a word, an icon and a colour. */
export function StatusMark({ status, children }: { status: Status; children: ReactNode }) {
  return (
    <span className={classes.mark} data-status={status}>
      <StatusIcon status={status} />
      {children}
    </span>
  );
}

/** A short fact in a soft pill ("Medium risk 41", "Due in 2 h"). */
export function Pill({ tone, children }: { tone: 'accent' | 'caution' | 'refusal' | 'accepted'; children: ReactNode }) {
  return (
    <span className={classes.pill} data-tone={tone}>
      {children}
    </span>
  );
}

export function TaskList({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul className={classes.tasks} aria-label={label}>
      {children}
    </ul>
  );
}

interface TaskRowProps {
  status: Status;
  /** The word for the status, at the end of the row. */
  statusText: string;
  /** Plain text, or the app's link to the task. */
  title: ReactNode;
  note?: ReactNode;
  action?: ReactNode;
}

/** One requirement of the customer's list. */
export function TaskRow({ status, statusText, title, note, action }: TaskRowProps) {
  return (
    <li className={classes.task}>
      <StatusIcon status={status} />
      <div className={classes.taskText}>
        <span className={classes.taskTitle}>{title}</span>
        {note && <span className={classes.note}>{note}</span>}
      </div>
      <div className={classes.taskEnd}>
        <span className={classes.word} data-status={status}>
          {statusText}
        </span>
        {action}
      </div>
    </li>
  );
}

export interface TimelineEntry {
  id: string;
  text: ReactNode;
  /** Usually a Time. */
  at: ReactNode;
}

/** What happened, newest first; the app sorts. */
export function Timeline({ entries }: { entries: readonly TimelineEntry[] }) {
  return (
    <ol className={classes.timeline}>
      {entries.map((entry) => (
        <li key={entry.id}>
          <div>{entry.text}</div>
          <div className={classes.note}>{entry.at}</div>
        </li>
      ))}
    </ol>
  );
}
