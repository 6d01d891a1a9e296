import metadata from 'libphonenumber-js/max/metadata';
import { phoneChecker } from '../identifiers/phone.ts';

export { maskPhone } from '../identifiers/mask-phone.ts';
export type { PhoneCheck } from '../identifiers/phone.ts';

/** The phone check over libphonenumber's full metadata (about 150 kB): on the server, or loaded late in a browser. */
export const checkPhone = phoneChecker(metadata);
