import { z } from 'zod';

export const Language = z.enum(['en', 'hi']);
export type Language = z.infer<typeof Language>;

/** A sentence in each language we speak. */
export type Told = Readonly<Record<Language, string>>;

/** Picks the first language we speak from an Accept-Language header (RFC 9110, 12.5.4); English otherwise. */
export function preferredLanguage(acceptLanguage: string | undefined): Language {
  for (const part of (acceptLanguage ?? '').split(',')) {
    const tag = part.trim().slice(0, 2).toLowerCase();
    if (tag === 'en' || tag === 'hi') return tag;
  }
  return 'en';
}
