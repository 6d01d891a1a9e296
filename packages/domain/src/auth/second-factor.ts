import { z } from 'zod';
import { GivenPassword } from './credentials.ts';

/** Time-based codes as RFC 6238 has them, in the form every authenticator app reads. */
export const TOTP_RULES = { digits: 6, stepSeconds: 30, driftSteps: 1, tries: 5, issuer: 'Ostiary Bank' } as const;
/** Ten codes of 120 bits each, shown once: six groups of four letters and digits (Crockford's base 32). */
export const RECOVERY_RULES = { codes: 10, characters: 24 } as const;
/** How long the second step of a sign-in may take. */
export const CHALLENGE_MINUTES = 5;

const compact = (text: string) => text.replace(/[\s-]/g, '').toUpperCase();

/** Six digits of the app, or a recovery code; spaces, hyphens and case do not matter. */
export const FactorCode = z
  .string({ error: 'REQUIRED' })
  .max(60, 'FACTOR_CODE_FORMAT')
  .transform(compact)
  .pipe(z.string().regex(/^(?:[0-9]{6}|[0-9A-HJKMNP-TV-Z]{24})$/, 'FACTOR_CODE_FORMAT'));
/** Six digits of the app only. */
export const TotpCode = z
  .string({ error: 'REQUIRED' })
  .max(60, 'CODE_FORMAT')
  .transform(compact)
  .pipe(z.string().regex(/^[0-9]{6}$/, 'CODE_FORMAT'));

export const VerifySignInInput = z.strictObject({
  challenge: z.string({ error: 'REQUIRED' }).min(1, 'REQUIRED').max(200),
  code: FactorCode,
});
export type VerifySignInInput = z.infer<typeof VerifySignInInput>;

/** The second factor where there is one, else the password. */
export const StepUpInput = z.union([z.strictObject({ code: FactorCode }), z.strictObject({ password: GivenPassword })]);
export type StepUpInput = z.infer<typeof StepUpInput>;
export const SteppedUp = z.strictObject({ until: z.iso.datetime() });
export type SteppedUp = z.infer<typeof SteppedUp>;

export const SecondFactorStatus = z.strictObject({
  isOn: z.boolean(),
  since: z.iso.datetime().nullable(),
  recoveryCodesLeft: z.number().int(),
  /** By `STAFF_MFA` or the strict profile: it cannot be switched off. */
  isRequired: z.boolean(),
});
export type SecondFactorStatus = z.infer<typeof SecondFactorStatus>;
/** `secret` in base 32 for typing, `uri` (otpauth) for the QR code; both are shown once. */
export const SecondFactorOffer = z.strictObject({ secret: z.string(), uri: z.string() });
export type SecondFactorOffer = z.infer<typeof SecondFactorOffer>;
export const ConfirmSecondFactorInput = z.strictObject({ code: TotpCode });
export type ConfirmSecondFactorInput = z.infer<typeof ConfirmSecondFactorInput>;
export const RecoveryCodes = z.strictObject({ recoveryCodes: z.array(z.string()) });
export type RecoveryCodes = z.infer<typeof RecoveryCodes>;
export const FactorCodeInput = z.strictObject({ code: FactorCode });
export type FactorCodeInput = z.infer<typeof FactorCodeInput>;
