import {
  type CountryCode,
  getCountryCallingCode,
  isSupportedCountry,
  type MetadataJson,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/core';

export type PhoneCheck =
  | { ok: true; e164: string; signals: 'PHONE_IMPOSSIBLE'[] }
  | { ok: false; why: 'FORMAT' | 'COUNTRY_NEEDED' | 'COUNTRY_UNKNOWN' | 'NOT_VALID_IN_COUNTRY' };

/** E.164: a plus and 8–15 digits; no calling code begins with zero. */
const INTERNATIONAL = /^\+[1-9]\d{7,14}$/;
const NATIONAL = /^\d{3,15}$/;

/**
 * Makes the phone check over a set of libphonenumber metadata, so that a browser may load the big one later, or a
 * smaller one. `@ostiary/domain/phone` holds it over the full set, which is what the server decides by.
 */
export function phoneChecker(metadata: MetadataJson) {
  /**
   * Normalises to E.164. With `+` the number needs the E.164 form only, and one that libphonenumber calls impossible
   * carries a signal (it must be confirmed by code). Without `+` it must be valid in `country` (ISO 3166-1 alpha-2).
   */
  return function checkPhone(text: string, country?: string): PhoneCheck {
    const dialled = text.normalize('NFKC').replace(/[\s().\p{Pd}]/gu, '');
    return dialled.startsWith('+') ? checkInternational(dialled, metadata) : checkNational(dialled, country, metadata);
  };
}

function checkInternational(dialled: string, metadata: MetadataJson): PhoneCheck {
  if (!INTERNATIONAL.test(dialled)) return { ok: false, why: 'FORMAT' };
  const number = parsePhoneNumberFromString(dialled, metadata);
  // Of a number it does not know the library drops what looks like a trunk prefix, and again each time it is asked.
  const e164 = number?.isValid() && INTERNATIONAL.test(number.number) ? number.number : dialled;
  return { ok: true, e164, signals: number?.isPossible() ? [] : ['PHONE_IMPOSSIBLE'] };
}

function checkNational(dialled: string, country: string | undefined, metadata: MetadataJson): PhoneCheck {
  if (!NATIONAL.test(dialled)) return { ok: false, why: 'FORMAT' };
  if (!country) return { ok: false, why: 'COUNTRY_NEEDED' };
  if (!isCountry(country, metadata)) return { ok: false, why: 'COUNTRY_UNKNOWN' };
  const number = parsePhoneNumberFromString(dialled, country, metadata);
  const isThere = number?.countryCallingCode === getCountryCallingCode(country, metadata);
  if (!number?.isValid() || !isThere) return { ok: false, why: 'NOT_VALID_IN_COUNTRY' };
  // A few islands have numbers of seven digits in all, too short for the form we keep.
  if (!INTERNATIONAL.test(number.number)) return { ok: false, why: 'FORMAT' };
  return { ok: true, e164: number.number, signals: [] };
}

function isCountry(country: string, metadata: MetadataJson): country is CountryCode {
  // The library types its question by the answer; any text may be asked.
  return isSupportedCountry(country as CountryCode, metadata);
}
