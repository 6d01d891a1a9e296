/** Multiplication in the dihedral group D5, and the permutation by position (Verhoeff 1969). */
const PRODUCT = [
  '0123456789',
  '1234067895',
  '2340178956',
  '3401289567',
  '4012395678',
  '5987604321',
  '6598710432',
  '7659821043',
  '8765932104',
  '9876543210',
];
const PERMUTATION = [
  '0123456789',
  '1576283094',
  '5803796142',
  '8916043527',
  '9453126870',
  '4286573901',
  '2793806415',
  '7046913258',
];
const INVERSE = '0432156789';

/** True when the last digit is the Verhoeff check digit of the ones before it. */
export function isVerhoeff(digits: string): boolean {
  return /^\d+$/.test(digits) && remainder(digits) === 0;
}

/** The check digit to append. Throws RangeError for anything but digits. */
export function verhoeffDigit(digits: string): string {
  if (!/^\d+$/.test(digits)) throw new RangeError('A check digit needs digits');
  return INVERSE.charAt(remainder(`${digits}0`));
}

function remainder(digits: string): number {
  return Array.from(digits)
    .reverse()
    .reduce((sum, digit, at) => {
      const permuted = Number(PERMUTATION[at % 8]?.charAt(Number(digit)));
      return Number(PRODUCT[sum]?.charAt(permuted));
    }, 0);
}
