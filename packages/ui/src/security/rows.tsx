import { Skeleton, Stack } from '@mantine/core';
import type { DeviceLabel } from '@ostiary/domain/auth';
import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import classes from './security.module.css';

/** `Firefox on Windows`, as far as the browser said. */
export function sayDevice({ browser, system, kind }: DeviceLabel, t: TFunction): string {
  if (kind === 'unknown') return t('security:unknownDevice');
  return system === '' ? browser : t('security:device', { browser, system });
}

export function Rows({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul className={classes.rows} aria-label={label}>
      {children}
    </ul>
  );
}

interface RowProps {
  title: ReactNode;
  /** Lines below, muted. */
  notes: readonly ReactNode[];
  action?: ReactNode;
}

/** One session, browser or sign-in; the action goes below on a phone. */
export function Row({ title, notes, action }: RowProps) {
  return (
    <li className={classes.row}>
      <div className={classes.rowText}>
        <div className={classes.rowTitle}>{title}</div>
        {notes.map((note, index) => (
          // Lines have no other name, and their order never changes.
          <span key={index} className={classes.rowNote}>
            {note}
          </span>
        ))}
      </div>
      {action}
    </li>
  );
}

export function RowsSkeleton() {
  return (
    <Stack gap="md" aria-hidden>
      <Skeleton height={64} />
      <Skeleton height={64} />
    </Stack>
  );
}
