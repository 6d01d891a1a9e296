import { z } from 'zod';
import { Feature } from '../access/feature.ts';
import { ApplicationStatus, KycStatus } from '../application/status.ts';
import { Permission, UserId } from '../shared/index.ts';
import { GivenPassword, Identifier } from './credentials.ts';

export const Door = z.enum(['customer', 'staff']);
export type Door = z.infer<typeof Door>;

/** `username` takes a username, an e-mail or a phone number. */
export const LoginInput = z.strictObject({ username: Identifier, password: GivenPassword });
export type LoginInput = z.infer<typeof LoginInput>;

/** REST clients send the token; portals hold it in a cookie and send nothing. */
export const RefreshInput = z.strictObject({ refresh: z.string().max(300).optional() });
export type RefreshInput = z.infer<typeof RefreshInput>;
export const LogoutResult = z.strictObject({ ok: z.literal(true) });

export const SessionUser = z.strictObject({
  id: UserId,
  username: z.string(),
  email: z.string(),
  /** Customer number; null for staff. */
  customerId: z.string().nullable(),
  displayName: z.string(),
  kycStatus: KycStatus.nullable(),
  riskProfile: z.enum(['LOW', 'MEDIUM', 'HIGH']).nullable(),
  status: ApplicationStatus.nullable(),
  emailConfirmed: z.boolean(),
  phoneConfirmed: z.boolean(),
  /** A second factor is required and not set up yet: until it is, only what sets it up is allowed. */
  mustEnrol: z.boolean(),
  /** What the person may do now; what is switched off for their roles is left out. */
  permissions: z.array(Permission),
  /** The parts of the desk that are open to them. */
  features: z.array(Feature),
});
export type SessionUser = z.infer<typeof SessionUser>;

/** `refresh` is in the answer on the REST face only; a portal's travels as an HttpOnly cookie. */
export const SignedIn = z.strictObject({
  access: z.string(),
  /** The server's clock when it answered: with it, a device whose clock is wrong knows how long is left. */
  issuedAt: z.iso.datetime(),
  accessExpiresAt: z.iso.datetime(),
  refresh: z.string().optional(),
  /** The absolute end: renewing does not move it. */
  sessionEndsAt: z.iso.datetime(),
  /** Minutes without use after which the session ends; null: never. */
  idleMinutes: z.number().int().nullable(),
  user: SessionUser,
});
export type SignedIn = z.infer<typeof SignedIn>;

/** The password was right and a second factor is on: `auth.verify` trades this and a code for the tokens. */
export const SecondFactorChallenge = z.strictObject({ challenge: z.string(), expiresAt: z.iso.datetime() });
export type SecondFactorChallenge = z.infer<typeof SecondFactorChallenge>;
export const SignInResult = z.union([SignedIn, SecondFactorChallenge]);
export type SignInResult = z.infer<typeof SignInResult>;

/** How a session was authenticated (RFC 8176); none after a registration, which proves the e-mail only. */
export const AuthMethod = z.enum(['pwd', 'otp']);
export type AuthMethod = z.infer<typeof AuthMethod>;

/** Why a session ended, as `details.reason` of `SESSION_ENDED` says it to the person. */
export const SessionEndReason = z.enum([
  'SIGNED_OUT',
  'SIGNED_IN_ELSEWHERE',
  'REVOKED',
  'PASSWORD_CHANGED',
  'TOKEN_REUSED',
  'REPORTED',
  'BLOCKED',
  'ERASED',
  'EXPIRED',
  'IDLE',
]);
export type SessionEndReason = z.infer<typeof SessionEndReason>;

export const SESSION_RULES = {
  accessMinutes: 60,
  customer: { absoluteHours: 7 * 24 },
  staff: { absoluteHours: 24, idleMinutes: 60 },
  rotationGraceSeconds: 10,
  /** How long a proof of identity counts as fresh for sensitive actions. */
  stepUpMinutes: 5,
} as const;

export const CODE_RULES = { digits: 6, validMinutes: 10, tries: 5, perMinute: 1, perHour: 5 } as const;

/** How a presented refresh token stands to the session's counter. */
export function rotationVerdict(behind: number, secondsSinceRotation: number): 'rotate' | 'repeat' | 'reuse' {
  if (behind === 0) return 'rotate';
  return behind === 1 && Math.abs(secondsSinceRotation) <= SESSION_RULES.rotationGraceSeconds ? 'repeat' : 'reuse';
}
