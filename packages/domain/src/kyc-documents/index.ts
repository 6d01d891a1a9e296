export * from './document.ts';
export { mrzCheckDigit } from './mrz.ts';
export { isSameAddress, type TypedAddress } from './printed-address.ts';
export { isSameDay } from './printed-date.ts';
export { isSameName } from './printed-name.ts';
export { isSameNumber } from './printed-number.ts';
export { isSamePhrase, PRINTED_CHARACTERS } from './printed-text.ts';
export * from './reading.ts';
export * from './upload.ts';
