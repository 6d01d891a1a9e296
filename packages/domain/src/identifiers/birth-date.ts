export type BirthDateCheck = { ok: true } | { ok: false; why: 'FORMAT' | 'FUTURE' | 'UNDER_AGE' | 'TOO_OLD' };

type Day = { year: number; month: number; day: number };

const ADULT_YEARS = 18;
const OLDEST_YEARS = 120;

/**
 * A real calendar day of somebody who is 18 or older `today` (both `YYYY-MM-DD`) and not past 120. Plain integers: a
 * `Date` would read the text in some time zone. Throws RangeError when `today` itself is no date.
 */
export function checkBirthDate(text: string, today: string): BirthDateCheck {
  const born = parseDay(text);
  const now = parseDay(today);
  if (!now) throw new RangeError('today is not a calendar date');
  if (!born) return { ok: false, why: 'FORMAT' };
  if (text > today) return { ok: false, why: 'FUTURE' };
  const age = yearsBetween(born, now);
  if (age < ADULT_YEARS) return { ok: false, why: 'UNDER_AGE' };
  return age > OLDEST_YEARS ? { ok: false, why: 'TOO_OLD' } : { ok: true };
}

/** Completed years on a day, or null when one of the two is no date. Somebody born on 29 February ages on 1 March. */
export function ageOn(birthDate: string, day: string): number | null {
  const [born, then] = [parseDay(birthDate), parseDay(day)];
  return born && then ? yearsBetween(born, then) : null;
}

function yearsBetween(born: Day, then: Day): number {
  const isBeforeBirthday = then.month < born.month || (then.month === born.month && then.day < born.day);
  return then.year - born.year - (isBeforeBirthday ? 1 : 0);
}

function parseDay(text: string): Day | null {
  const [year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)?.slice(1).map(Number) ?? [];
  if (year === undefined || month === undefined || day === undefined) return null;
  return day >= 1 && day <= daysIn(year, month) ? { year, month, day } : null;
}

function daysIn(year: number, month: number): number {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
}
