import type { Language } from '@ostiary/domain/shared';

const LOCALES = { en: 'en-US', hi: 'hi-IN' } as const satisfies Record<Language, string>;

/** A moment in words, for messages. In UTC and saying so: we do not know where the reader is. */
export function sayWhen(at: Date, language: Language): string {
  const time = new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });
  return `${time.format(at)} UTC`;
}
