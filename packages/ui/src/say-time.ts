const minuteMs = 60_000;
const dayMs = 86_400_000;

interface Saying {
  at: Date;
  now: Date;
  locale: string;
}

function localMidnight(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

interface SayingTime extends Saying {
  /** After other words of a sentence: "now", "today, 09:04". */
  isWithin?: boolean;
}

function capitalise(text: string, locale: string): string {
  return text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);
}

/** As people say it: "12 minutes ago", "Today, 09:04", "Yesterday, 18:40", "20 November", "3 May 2024". */
export function sayTime({ at, now, locale, isWithin = false }: SayingTime): string {
  const begin = (text: string) => (isWithin ? text : capitalise(text, locale));
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const sinceMs = now.getTime() - at.getTime();
  if (Math.abs(sinceMs) < minuteMs) return begin(relative.format(0, 'second'));
  if (Math.abs(sinceMs) < 60 * minuteMs) return relative.format(-Math.trunc(sinceMs / minuteMs), 'minute');
  // Rounded, because a day of a clock change has 23 or 25 hours.
  const days = Math.round((localMidnight(at) - localMidnight(now)) / dayMs);
  if (Math.abs(days) <= 1) {
    const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
    return `${begin(relative.format(days, 'day'))}, ${clock.format(at)}`;
  }
  return sayDate({ at, now, locale });
}

/** The day alone; the year only when it is another one. */
export function sayDate({ at, now, locale }: Saying): string {
  const year = at.getFullYear() === now.getFullYear() ? undefined : 'numeric';
  return new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year }).format(at);
}

export function exactTime(at: Date, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'long' }).format(at);
}
