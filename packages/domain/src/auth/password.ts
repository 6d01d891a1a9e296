import { z } from 'zod';
import { Password } from '../registration/index.ts';
import { GivenPassword, Identifier } from './credentials.ts';

export const ChangePasswordInput = z.strictObject({ currentPassword: GivenPassword, newPassword: Password });
export type ChangePasswordInput = z.infer<typeof ChangePasswordInput>;
/** `username` takes a username, an e-mail or a phone number; the answer never says whether anybody has it. */
export const ForgotPasswordInput = z.strictObject({ username: Identifier });
export type ForgotPasswordInput = z.infer<typeof ForgotPasswordInput>;
export const ResetPasswordInput = z.strictObject({
  token: z.string({ error: 'REQUIRED' }).regex(/^[A-Za-z0-9_-]{43}$/, 'RESET_LINK_INVALID'),
  newPassword: Password,
});
export type ResetPasswordInput = z.infer<typeof ResetPasswordInput>;
export const Done = z.strictObject({ ok: z.literal(true) });
export type Done = z.infer<typeof Done>;

/**
 * Links live beside each other, so that a stranger who asks for more of them voids none. Beyond `perHour` one more goes
 * out only once the newest is `spacingMinutes` old: there is always one in the mailbox that works.
 */
export const RESET_RULES = { validMinutes: 30, perHour: 5, spacingMinutes: 15 } as const;

/** How long whoever had the account can take a changed e-mail, or a new second factor, back by the link they were sent. */
export const UNDO_RULES = { validHours: 72 } as const;
/** What such a link takes back. */
export const UndoneChange = z.enum(['EMAIL', 'SECOND_FACTOR']);
export type UndoneChange = z.infer<typeof UndoneChange>;
export const UndoInput = z.strictObject({
  token: z.string({ error: 'REQUIRED' }).regex(/^[A-Za-z0-9_-]{43}$/, 'UNDO_LINK_INVALID'),
});
export type UndoInput = z.infer<typeof UndoInput>;
export const Undone = z.strictObject({ change: UndoneChange });
export type Undone = z.infer<typeof Undone>;

/** What the portals must know of the settings before anybody has signed in. */
export const SecurityRules = z.strictObject({
  profile: z.enum(['standard', 'strict']),
  /** 15 in the strict profile: then every password is a passphrase. */
  passwordMinLength: z.number().int(),
  isSecondFactorRequired: z.boolean(),
});
export type SecurityRules = z.infer<typeof SecurityRules>;
