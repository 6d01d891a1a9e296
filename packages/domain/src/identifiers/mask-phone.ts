/** ITU calling codes of one and two digits; all others have three. */
const SHORT_CALLING_CODES = /^(?:1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])/;

/** `+1 ••• ••• 4567`: the calling code and the last four digits of an E.164 number; of any other text nothing. */
export function maskPhone(e164: string): string {
  if (!/^\+\d{8,15}$/.test(e164)) return '••• ••• ••••';
  const digits = e164.slice(1);
  const callingCode = SHORT_CALLING_CODES.exec(digits)?.[0] ?? digits.slice(0, 3);
  return `+${callingCode} ••• ••• ${digits.slice(-4)}`;
}
