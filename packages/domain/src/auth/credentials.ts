import { z } from 'zod';
import { freeText } from '../shared/index.ts';

/** Whom somebody claims to be: a username, an e-mail or a phone number. */
export const Identifier = freeText(254).min(1, 'REQUIRED');

/** A password somebody says they have; the rules for new ones are `Password`'s. */
export const GivenPassword = z.string({ error: 'REQUIRED' }).min(1, 'REQUIRED').max(1024, 'TOO_LONG');
