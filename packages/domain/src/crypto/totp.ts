import { generateSecret, generateURI, verifySync } from 'otplib';
import { TOTP_RULES } from '../auth/second-factor.ts';

const SECRET_BYTES = 20;
const WHOLE_CODE = new RegExp(`^[0-9]{${TOTP_RULES.digits}}$`);

/** 20 random bytes (160 bits, RFC 4226 section 4) in base 32: 32 characters without padding. */
export function newTotpSecret(): string {
  return generateSecret({ length: SECRET_BYTES });
}

/** What an authenticator app reads from the QR code: `otpauth://totp/issuer:account?secret=…&issuer=…`. */
export function totpUri({ secret, account, issuer }: { secret: string; account: string; issuer: string }): string {
  return generateURI({ secret, issuer, label: account, digits: TOTP_RULES.digits, period: TOTP_RULES.stepSeconds });
}

/**
 * The time step (RFC 6238: whole 30 seconds since 1970) whose code this is, the present one or a neighbour; null for any
 * other text. Compares in constant time. The caller must refuse a step that was accepted before (section 5.2).
 */
export function totpStep(secret: string, code: string, now: Date): number | null {
  if (!WHOLE_CODE.test(code)) return null;
  const result = verifySync({
    secret,
    token: code,
    epoch: Math.floor(now.getTime() / 1000),
    epochTolerance: TOTP_RULES.driftSteps * TOTP_RULES.stepSeconds,
    digits: TOTP_RULES.digits,
    period: TOTP_RULES.stepSeconds,
  });
  return result.valid && 'timeStep' in result ? result.timeStep : null;
}
