import type { TFunction } from 'i18next';

const hourMinutes = 60;
const dayMinutes = 24 * hourMinutes;

/** A waiting time as people say it, never shorter than it is: "40 minutes", "4 hours", "2 days". */
export function sayDuration(minutes: number, t: TFunction): string {
  if (minutes < hourMinutes) return t('common:duration.minutes', { count: Math.max(1, Math.ceil(minutes)) });
  if (minutes <= dayMinutes) return t('common:duration.hours', { count: Math.ceil(minutes / hourMinutes) });
  return t('common:duration.days', { count: Math.ceil(minutes / dayMinutes) });
}

const megabyte = 1_048_576;

export function sayMegabytes(bytes: number, locale: string): string {
  return new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(bytes / megabyte);
}

/** A calendar day (YYYY-MM-DD) in words; read as a plain day, in no time zone. */
export function sayDay(day: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  );
}
