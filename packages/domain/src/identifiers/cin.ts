export type CinCheck = { ok: true; cin: string; signals: [] } | { ok: false; why: 'FORMAT' };

/**
 * Indian corporate identity number: listed or unlisted, industry code, state, year, kind of company, registration number
 * (Ministry of Corporate Affairs). Form only: it has no check digit.
 */
export function checkCin(text: string): CinCheck {
  const cin = text.trim().toUpperCase();
  return /^[LU]\d{5}[A-Z]{2}(18|19|20)\d{2}[A-Z]{3}\d{6}$/.test(cin)
    ? { ok: true, cin, signals: [] }
    : { ok: false, why: 'FORMAT' };
}
