/*
 * Readers of an address bar's parameters: anything unusable is undefined, so that no link can break a page. They are part of
 * the first load, which is why no schema is used here.
 */

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export const oneOf = <Known extends string>(list: readonly Known[], raw: unknown) =>
  list.find((known) => known === raw);

/** The address parser turns a bare number into one; names, numbers and codes are text. */
export function textOf(raw: unknown, length: number): string | undefined {
  const text = typeof raw === 'string' || typeof raw === 'number' ? String(raw).trim().slice(0, length) : '';
  return text || undefined;
}

export const uuidOf = (raw: unknown) => (typeof raw === 'string' && uuid.test(raw) ? raw : undefined);

/** A day as `YYYY-MM-DD`. */
export function dayOf(raw: unknown): string | undefined {
  const text = textOf(raw, 10);
  return text && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : undefined;
}

/** One address, or a network in CIDR form, as far as its letters tell. */
export function addressOf(raw: unknown): string | undefined {
  const text = textOf(raw, 50);
  return text && /^[0-9a-f:.]{2,45}(\/\d{1,3})?$/i.test(text) ? text : undefined;
}

/** Browsers and servers take some thousands of characters of an address; a cursor has up to 300. */
const mostPages = 20;

/** Cursors of the last pages turned; whoever goes back beyond them begins anew. */
export function pagesOf(raw: unknown): string[] | undefined {
  const pages = Array.isArray(raw) ? raw.filter((cursor) => typeof cursor === 'string').slice(-mostPages) : [];
  return pages.length > 0 ? pages : undefined;
}

/** Midnight of the reader's clock, `daysOn` days after the day, as an instant. */
export function instantOf(day: string | undefined, daysOn: number): string | undefined {
  if (day === undefined) return undefined;
  const at = new Date(`${day}T00:00:00`);
  at.setDate(at.getDate() + daysOn);
  return at.toISOString();
}
