import i18next, { type TFunction } from 'i18next';
import { errorCode, retryAfterSeconds } from '../client/errors.ts';
import { sayTime } from '../say-time.ts';
import { languages } from './i18n.ts';

const minuteMs = 60_000;

/** "in 4 minutes", "tomorrow, 09:10": when the server takes the same again. Undefined where it does not say. */
export function sayWait(error: unknown): string | undefined {
  const seconds = retryAfterSeconds(error);
  if (seconds === undefined) return undefined;
  const now = new Date();
  const at = new Date(now.getTime() + Math.ceil(seconds / 60) * minuteMs);
  const { locale } = languages.find(({ code }) => code === i18next.resolvedLanguage) ?? languages[0];
  return sayTime({ at, now, locale, isWithin: true });
}

/** A sentence fit for people: by code in the reader's language, else the server's own safe message. */
export function errorText(error: unknown, t: TFunction): string {
  const code = errorCode(error);
  const isOurs = code === 'UNKNOWN' || code === 'NETWORK';
  const said = error instanceof Error && !isOurs && error.message ? error.message : t('common:errors.UNKNOWN');
  const when = sayWait(error);
  return when === undefined
    ? t(`common:errors.${code}`, { defaultValue: said })
    : t([`common:wait.${code}`, `common:errors.${code}`], { when, defaultValue: said });
}
