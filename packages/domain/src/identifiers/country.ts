export type PostalCodeCheck = { ok: true; postalCode: string } | { ok: false; why: 'FORMAT' };

const FORMS: Record<string, RegExp> = {
  US: /^\d{5}(-\d{4})?$/,
  IN: /^[1-9]\d{5}$/,
};
const ANY_FORM = /^[A-Z0-9][A-Z0-9 -]{1,11}$/;

/** Postal code of a country (ISO 3166-1 alpha-2): ZIP and ZIP+4, Indian PIN, elsewhere 2–12 letters and digits. */
export function checkPostalCode(country: string, text: string): PostalCodeCheck {
  const form = FORMS[country];
  const trimmed = text.trim().toUpperCase();
  const postalCode = form ? trimmed.replace(/\s/g, '') : trimmed;
  return (form ?? ANY_FORM).test(postalCode) ? { ok: true, postalCode } : { ok: false, why: 'FORMAT' };
}
