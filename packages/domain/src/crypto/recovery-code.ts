import { RECOVERY_RULES } from '../auth/second-factor.ts';
import { hmacSha256 } from './hash.ts';
import { newReadableCode } from './readable-code.ts';

/** As people read it: groups of four with hyphens. */
export function formatRecoveryCode(code: string): string {
  return code.match(/.{1,4}/g)?.join('-') ?? '';
}

/** Ten codes of 24 characters, five random bits each (120 bits): without hyphens, as `FactorCode` leaves them. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: RECOVERY_RULES.codes }, () => newReadableCode(RECOVERY_RULES.characters));
}

/**
 * What is stored instead of the code: HMAC-SHA-256, 32 bytes. 120 random bits need no slow hash; the person's id makes
 * a stolen row worthless for anybody else.
 */
export function recoveryHash(key: Buffer, userId: string, code: string): Buffer {
  return hmacSha256(key, JSON.stringify(['recovery-code', userId, code]));
}
