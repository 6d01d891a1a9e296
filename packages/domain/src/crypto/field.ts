import { fernetDecrypt, fernetEncrypt } from './fernet.ts';
import { hkdfSha256, hmacSha256 } from './hash.ts';

/** Where an encrypted value lives. A token copied to any other place does not open there. */
export type FieldPlace = { table: string; column: string; rowId: string };

/** The 32-byte Fernet key of one place: HKDF-SHA-256 of the person's data key, no salt, the place as info. */
export function fieldKey(dataKey: Buffer, { table, column, rowId }: FieldPlace): Buffer {
  const parts = [table, column, rowId];
  // An empty part or a separator inside one would give two places the same key.
  if (parts.some((part) => part === '' || part.includes('|')))
    throw new RangeError('A field place has no empty part and no "|"');
  return hkdfSha256(dataKey, { info: `ostiary/fernet/v1|${parts.join('|')}`, size: 32 });
}

/** Encrypts a text for one place as a Fernet token (padded base64url, 73 bytes and more before encoding). */
export function sealField(dataKey: Buffer, place: FieldPlace, { text, now }: { text: string; now: Date }): string {
  return fernetEncrypt(fieldKey(dataKey, place), text, { now });
}

/** Opens a field's token. Throws CryptoError when it was made for another row, column or customer, or is damaged. */
export function openField(dataKey: Buffer, place: FieldPlace, token: string): string {
  return fernetDecrypt(fieldKey(dataKey, place), token).toString('utf8');
}

/**
 * Keyed commitment for audit records: HMAC-SHA-256 in base64url (43 characters). Equal texts of one person under one
 * label compare equal; without the data key nothing can be guessed, and erasing that key erases this too.
 */
export function commitment(dataKey: Buffer, label: string, text: string): string {
  const key = hkdfSha256(dataKey, { info: `ostiary/commitment/v1|${label}`, size: 32 });
  return hmacSha256(key, text).toString('base64url');
}
