import { checkAadhaar } from './aadhaar.ts';
import { checkPan } from './pan.ts';

const OWN_RULES: Record<string, (text: string) => boolean> = {
  AADHAAR: (text) => checkAadhaar(text).ok,
  PAN: (text) => checkPan(text).ok,
};

/**
 * A document number as it is stored and compared: upper case, without spaces and hyphens, 4–32 letters and digits of
 * the Latin alphabet; null when it is none, or when its type has a check of its own (`AADHAAR`, `PAN`) that fails.
 */
export function normaliseDocumentNumber(type: string, text: string): string | null {
  const number = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}]/gu, '');
  if (!/^[A-Z0-9]{4,32}$/.test(number)) return null;
  const passesOwnRule = OWN_RULES[type] ?? (() => true);
  return passesOwnRule(number) ? number : null;
}

/** `•••• 6789`: the last four; of a number with seven characters or fewer only the last two. */
export function maskDocumentNumber(number: string): string {
  const bare = number.replace(/[^\p{L}\p{N}]/gu, '');
  return `•••• ${bare.length >= 8 ? bare.slice(-4) : bare.slice(-2)}`;
}
