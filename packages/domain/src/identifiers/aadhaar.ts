import { isVerhoeff } from './verhoeff.ts';

export type AadhaarCheck =
  | { ok: true; digits: string; signals: [] }
  | { ok: false; why: 'FORMAT' | 'PALINDROME' | 'CHECKSUM' };

/** Aadhaar number by UIDAI's rule: twelve digits, the first 2–9, no palindrome, Verhoeff check digit last. */
export function checkAadhaar(text: string): AadhaarCheck {
  const trimmed = text.trim();
  if (!/^[2-9]\d{3}([- ]?)\d{4}\1\d{4}$/.test(trimmed)) return { ok: false, why: 'FORMAT' };
  const digits = trimmed.replace(/\D/g, '');
  if (digits === Array.from(digits).reverse().join('')) return { ok: false, why: 'PALINDROME' };
  return isVerhoeff(digits) ? { ok: true, digits, signals: [] } : { ok: false, why: 'CHECKSUM' };
}

/** `XXXX XXXX 2346`, the form UIDAI prints on a masked Aadhaar. */
export function maskAadhaar(text: string): string {
  const digits = text.replace(/\D/g, '');
  return `XXXX XXXX ${digits.length === 12 ? digits.slice(-4) : 'XXXX'}`;
}
