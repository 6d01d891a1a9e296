export type SsnCheck =
  | { ok: true; digits: string; signals: 'SSN_COMMON_SAMPLE'[] }
  | { ok: false; why: 'FORMAT' | 'AREA' | 'GROUP' | 'SERIAL' | 'VOID' };

const FORM = /^(?<area>\d{3})(?<separator>[- ]?)(?<group>\d{2})\k<separator>(?<serial>\d{4})$/;

/** Printed in wallets, films and leaflets, and void ever since. */
const VOID = new Set(['078051120', '219099999', '457555462']);

/**
 * Social Security number by the structure SSA publishes (areas 000, 666 and 900–999, group 00 and serial 0000 were
 * never issued). Numbers everybody types as a sample pass with a signal: they could be somebody's.
 */
export function checkSsn(text: string): SsnCheck {
  const { area, group, serial } = FORM.exec(text.trim())?.groups ?? {};
  if (!area || !group || !serial) return { ok: false, why: 'FORMAT' };
  if (area === '000' || area === '666' || area.startsWith('9')) return { ok: false, why: 'AREA' };
  if (group === '00') return { ok: false, why: 'GROUP' };
  if (serial === '0000') return { ok: false, why: 'SERIAL' };
  const digits = area + group + serial;
  if (VOID.has(digits)) return { ok: false, why: 'VOID' };
  return { ok: true, digits, signals: isCommonSample(digits) ? ['SSN_COMMON_SAMPLE'] : [] };
}

/** `•••-••-6789`; without nine digits nothing is shown. */
export function maskSsn(text: string): string {
  const digits = text.replace(/\D/g, '');
  return `•••-••-${digits.length === 9 ? digits.slice(-4) : '••••'}`;
}

function isCommonSample(digits: string): boolean {
  return digits === '123456789' || /^(\d)\1{8}$/.test(digits);
}
