/** Which two versions stand side by side. */
export interface CompareSearch {
  from?: number;
  to?: number;
}

const versionOf = (raw: unknown) => (Number.isSafeInteger(raw) && Number(raw) > 0 ? Number(raw) : undefined);

/** Reads an address bar's parameters; anything unusable is left out, so that no link can break the page. */
export function readCompareSearch(raw: Record<string, unknown>): CompareSearch {
  const [from, to] = [versionOf(raw.from), versionOf(raw.to)];
  return { ...(from && { from }), ...(to && { to }) };
}

export interface DraftSearch {
  /** Cursors of the pages of replayed outcomes turned so far; the last one is shown. */
  pages?: string[];
}

export function readDraftSearch({ pages }: Record<string, unknown>): DraftSearch {
  const cursors = Array.isArray(pages) ? pages.filter((cursor) => typeof cursor === 'string') : [];
  return cursors.length > 0 ? { pages: cursors } : {};
}
