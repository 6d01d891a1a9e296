export type PanCheck = { ok: true; pan: string; signals: [] } | { ok: false; why: 'FORMAT' | 'HOLDER' | 'SERIAL' };

const HOLDERS = {
  A: 'Association of persons',
  B: 'Body of individuals',
  C: 'Company',
  F: 'Firm',
  G: 'Government',
  H: 'Hindu undivided family',
  J: 'Artificial juridical person',
  K: 'Krish',
  L: 'Local authority',
  P: 'Individual',
  T: 'Trust',
} as const;

/** Indian PAN: five letters (the fourth names the holder), four digits but 0000, a letter whose algorithm is not public. */
export function checkPan(text: string): PanCheck {
  const pan = text.trim().toUpperCase();
  if (!/^[A-Z]{5}\d{4}[A-Z]$/.test(pan)) return { ok: false, why: 'FORMAT' };
  if (!panHolder(pan)) return { ok: false, why: 'HOLDER' };
  return pan.slice(5, 9) === '0000' ? { ok: false, why: 'SERIAL' } : { ok: true, pan, signals: [] };
}

/** The kind of holder that the fourth letter names, or null. */
export function panHolder(pan: string): string | null {
  const kinds: Record<string, string> = HOLDERS;
  return kinds[pan.charAt(3).toUpperCase()] ?? null;
}

/** `AAPPVXXXXK`: the four digits are hidden. */
export function maskPan(text: string): string {
  const pan = text.trim().toUpperCase();
  return pan.length === 10 ? `${pan.slice(0, 5)}XXXX${pan.slice(9)}` : 'XXXXXXXXXX';
}
