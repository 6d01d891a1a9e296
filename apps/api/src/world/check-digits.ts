const ALPHANUMERIC = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** The fifteenth character of a GSTIN: Luhn mod 36 over the fourteen before it. */
export function gstinCheckCharacter(first14: string): string {
  const sum = Array.from(first14, (character, at) => {
    const product = ALPHANUMERIC.indexOf(character) * (at % 2 === 0 ? 1 : 2);
    return Math.floor(product / 36) + (product % 36);
  }).reduce((one, other) => one + other, 0);
  return ALPHANUMERIC.charAt((36 - (sum % 36)) % 36);
}

/** The ninth digit of an ABA routing number: all nine, weighted 3 7 1, add up to a multiple of ten. */
export function abaCheckDigit(first8: string): string {
  const weights = [3, 7, 1];
  const sum = Array.from(first8).reduce((total, digit, at) => total + Number(digit) * (weights[at % 3] ?? 0), 0);
  return String((10 - (sum % 10)) % 10);
}
