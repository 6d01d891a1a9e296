export type IfscCheck = { ok: true; ifsc: string; signals: 'IFSC_BANK_UNKNOWN'[] } | { ok: false; why: 'FORMAT' };

/**
 * Indian IFSC: four letters of the bank, a zero, six characters of the branch. Form only: that a branch exists takes
 * the central bank's list. `isKnownBank` turns a bank nobody knows into a signal.
 */
export function checkIfsc(text: string, isKnownBank: (bank: string) => boolean = () => true): IfscCheck {
  const ifsc = text.trim().toUpperCase();
  if (!/^[A-Z]{4}0[A-Z0-9]{6}$/.test(ifsc)) return { ok: false, why: 'FORMAT' };
  return { ok: true, ifsc, signals: isKnownBank(ifsc.slice(0, 4)) ? [] : ['IFSC_BANK_UNKNOWN'] };
}
