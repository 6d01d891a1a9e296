const PREFIX = 'CUST';

/** Damm's quasigroup of order ten: any one wrong digit and any two swapped neighbours show. */
const DAMM = [
  '0317598642',
  '7092154863',
  '4206871359',
  '1750983426',
  '6123045978',
  '3674209581',
  '5869720134',
  '8945362017',
  '9438617205',
  '2581436790',
];

/** `CUST`, nine digits and their Damm check digit. Throws RangeError for anything but nine digits. */
export function customerNumber(nineDigits: string): string {
  if (!/^\d{9}$/.test(nineDigits)) throw new RangeError('A customer number is made from nine digits');
  return `${PREFIX}${nineDigits}${damm(nineDigits)}`;
}

/** True for `CUST` and ten digits of which the last one checks the others. */
export function isCustomerNumber(text: string): boolean {
  return /^CUST\d{10}$/.test(text) && damm(text.slice(PREFIX.length)) === '0';
}

/** As people read it: `CUST 4820 1937 56`. Other texts come back as they are. */
export function formatCustomerNumber(text: string): string {
  return text.replace(/^CUST(\d{4})(\d{4})(\d{2})$/, 'CUST $1 $2 $3');
}

function damm(digits: string): string {
  return Array.from(digits).reduce((interim, digit) => DAMM[Number(interim)]?.charAt(Number(digit)) ?? '', '0');
}
