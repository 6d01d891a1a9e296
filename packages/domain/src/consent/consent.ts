import { z } from 'zod';

/**
 * The consent texts that the bank has, oldest first. What a person agreed to is kept by its version, so a text never
 * changes once published: new words are a new version, here and under `consent.texts` of the customer's portal.
 */
export const ConsentVersion = z.enum(['2026-11'], { error: 'CONSENT_TEXT_UNKNOWN' });
export type ConsentVersion = z.infer<typeof ConsentVersion>;

/** What a policy that asks for consent begins with. */
export const NEWEST_CONSENT: ConsentVersion = '2026-11';
