import type { Door, LoginOutcome } from '@ostiary/domain/auth';
import { addressOf, dayOf, instantOf, oneOf, pagesOf, textOf } from '../../lib/search-params.ts';

export const doors = ['customer', 'staff'] as const satisfies readonly Door[];
export const outcomes = [
  'SUCCEEDED',
  'SECOND_FACTOR_ASKED',
  'FAILED',
  'SECOND_FACTOR_FAILED',
  'LOCKED',
  'THROTTLED',
] as const satisfies readonly LoginOutcome[];

/** The filter of the sign-ins as it stands in the address; what is left out is not asked for. */
export interface SignInsSearch {
  failed?: true;
  door?: Door;
  outcome?: LoginOutcome;
  search?: string;
  address?: string;
  /** First and last day, `YYYY-MM-DD`, as the reader's clock has them. */
  from?: string;
  to?: string;
  /** Cursors of the pages turned so far; the last one is shown. */
  pages?: string[];
}

/** Reads an address bar's parameters; anything unusable is left out, so that no link can break the page. */
export function readSignInsSearch(raw: Record<string, unknown>): SignInsSearch {
  const door = oneOf(doors, raw.door);
  const outcome = oneOf(outcomes, raw.outcome);
  const search = textOf(raw.search, 254);
  const address = addressOf(raw.address);
  const [from, to] = [dayOf(raw.from), dayOf(raw.to)];
  const pages = pagesOf(raw.pages);
  return {
    ...(raw.failed === true && { failed: true }),
    ...(door && { door }),
    ...(outcome && { outcome }),
    ...(search && { search }),
    // A network is none of this list's addresses.
    ...(address && !address.includes('/') && { address }),
    ...(from && { from }),
    ...(to && { to }),
    ...(pages && { pages }),
  };
}

export const isNarrowed = ({ pages: _, ...filter }: SignInsSearch) =>
  Object.values(filter).some((value) => value !== undefined);

/** What the server is asked for. The last day counts whole. */
export const toListInput = ({ failed, from, to, pages, ...rest }: SignInsSearch) => ({
  ...rest,
  onlyFailed: failed ?? false,
  from: instantOf(from, 0),
  to: instantOf(to, 1),
  cursor: pages?.at(-1),
});
