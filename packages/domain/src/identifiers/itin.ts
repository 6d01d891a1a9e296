export type ItinCheck = { ok: true; digits: string; signals: [] } | { ok: false; why: 'FORMAT' | 'RANGE' };

const inRange = (group: number) =>
  (group >= 50 && group <= 65) ||
  (group >= 70 && group <= 88) ||
  (group >= 90 && group <= 92) ||
  (group >= 94 && group <= 99);

/** US individual taxpayer number: nine digits, the first a 9, the fourth and fifth in the IRS's ranges (Publication 4757). */
export function checkItin(text: string): ItinCheck {
  const trimmed = text.trim();
  if (!/^9\d{2}([- ]?)\d{2}\1\d{4}$/.test(trimmed)) return { ok: false, why: 'FORMAT' };
  const digits = trimmed.replace(/\D/g, '');
  return inRange(Number(digits.slice(3, 5))) ? { ok: true, digits, signals: [] } : { ok: false, why: 'RANGE' };
}
