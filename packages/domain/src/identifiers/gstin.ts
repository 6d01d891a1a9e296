import { checkPan, maskPan } from './pan.ts';

export type GstinCheck =
  | { ok: true; gstin: string; signals: [] }
  | { ok: false; why: 'FORMAT' | 'STATE' | 'PAN' | 'CHECKSUM' };

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** Indian GSTIN: state code, PAN, entity number, Z, and a check character (Luhn mod 36). */
export function checkGstin(text: string): GstinCheck {
  const gstin = text.trim().toUpperCase();
  if (!/^\d{2}[A-Z0-9]{10}[1-9A-Z]Z[A-Z0-9]$/.test(gstin)) return { ok: false, why: 'FORMAT' };
  if (!isState(Number(gstin.slice(0, 2)))) return { ok: false, why: 'STATE' };
  if (!checkPan(gstin.slice(2, 12)).ok) return { ok: false, why: 'PAN' };
  return gstin.endsWith(checkCharacter(gstin)) ? { ok: true, gstin, signals: [] } : { ok: false, why: 'CHECKSUM' };
}

/** Keeps the state, the PAN as `maskPan` shows it, and the last three characters. */
export function maskGstin(text: string): string {
  const gstin = text.trim().toUpperCase();
  return gstin.length === 15 ? gstin.slice(0, 2) + maskPan(gstin.slice(2, 12)) + gstin.slice(12) : 'X'.repeat(15);
}

/** 01–37, Ladakh (38, since 2019) and other territory (97). */
function isState(code: number): boolean {
  return (code >= 1 && code <= 38) || code === 97;
}

function checkCharacter(gstin: string): string {
  const sum = Array.from(gstin.slice(0, 14)).reduce((total, character, at) => {
    const product = ALPHABET.indexOf(character) * (at % 2 === 0 ? 1 : 2);
    return total + Math.floor(product / 36) + (product % 36);
  }, 0);
  return ALPHABET.charAt((36 - (sum % 36)) % 36);
}
