export type EinCheck = { ok: true; digits: string; signals: [] } | { ok: false; why: 'FORMAT' | 'PREFIX' };

/** Two-digit prefixes the IRS has never assigned ("How EINs are assigned and valid EIN prefixes"). */
const UNUSED = new Set([
  '00',
  '07',
  '08',
  '09',
  '17',
  '18',
  '19',
  '28',
  '29',
  '49',
  '69',
  '70',
  '78',
  '79',
  '89',
  '96',
  '97',
]);

/** US employer identification number: nine digits, the first two an assigned prefix. It has no check digit. */
export function checkEin(text: string): EinCheck {
  const trimmed = text.trim();
  if (!/^\d{2}-?\d{7}$/.test(trimmed)) return { ok: false, why: 'FORMAT' };
  const digits = trimmed.replace('-', '');
  return UNUSED.has(digits.slice(0, 2)) ? { ok: false, why: 'PREFIX' } : { ok: true, digits, signals: [] };
}
