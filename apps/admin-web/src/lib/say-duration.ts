import type { TFunction } from 'i18next';

const minuteMs = 60_000;
const hourMinutes = 60;
const dayMinutes = 24 * hourMinutes;

/** A length of time in the words of a desk: "12 min", "2 h 10 min", "3 days". */
export function sayDuration(ms: number, t: TFunction): string {
  const minutes = Math.max(1, Math.round(Math.abs(ms) / minuteMs));
  if (minutes < hourMinutes) return t('common:duration.minutes', { minutes });
  const hours = Math.floor(minutes / hourMinutes);
  if (minutes < dayMinutes) return t('common:duration.hours', { hours, minutes: minutes % hourMinutes });
  return t('common:duration.days', { count: Math.round(minutes / dayMinutes) });
}

/** A countdown as `m:ss`, never below zero. */
export function sayCountdown(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
