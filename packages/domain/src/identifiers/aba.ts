export type AbaCheck = { ok: true; digits: string; signals: [] } | { ok: false; why: 'FORMAT' | 'CHECKSUM' };

const WEIGHTS = [3, 7, 1];

/** ABA routing number: nine digits whose sum, weighted 3 7 1, is a multiple of ten. All zeros is no bank. */
export function checkAba(text: string): AbaCheck {
  const digits = text.trim();
  if (!/^\d{9}$/.test(digits) || digits === '000000000') return { ok: false, why: 'FORMAT' };
  const sum = Array.from(digits).reduce((total, digit, at) => total + Number(digit) * (WEIGHTS[at % 3] ?? 0), 0);
  return sum % 10 === 0 ? { ok: true, digits, signals: [] } : { ok: false, why: 'CHECKSUM' };
}

/** Last four characters of an account or other number, the rest hidden: `•••• 6789`. Four or fewer stay hidden. */
export function maskAccountNumber(text: string): string {
  const bare = text.replace(/[^\p{L}\p{N}]/gu, '');
  return `•••• ${bare.length > 4 ? bare.slice(-4) : '••••'}`;
}
