const only = ['blocked', 'held', 'erasure_asked', 'erased'] as const;
export type Only = (typeof only)[number];
export const onlyOptions: readonly Only[] = only;

/** The filter of the customers as it stands in the address. */
export interface CustomersSearch {
  search?: string;
  only?: Only;
  /** Cursors of the pages turned so far; the last one is shown. */
  pages?: string[];
}

// The address parser turns a bare number into one.
const textOf = (raw: unknown): string => (typeof raw === 'string' || typeof raw === 'number' ? String(raw).trim() : '');

/** Reads an address bar's parameters; anything unusable is left out, so that no link can break the page. */
export function readCustomersSearch(raw: Record<string, unknown>): CustomersSearch {
  const search = textOf(raw.search).slice(0, 254);
  const chosen = only.find((known) => known === raw.only);
  const pages = Array.isArray(raw.pages) ? raw.pages.filter((cursor) => typeof cursor === 'string') : [];
  return { ...(search && { search }), ...(chosen && { only: chosen }), ...(pages.length > 0 && { pages }) };
}
