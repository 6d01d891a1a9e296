import type { Door, LoginOutcome } from '@ostiary/domain/auth';

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

// The address parser turns a bare number into one.
const textOf = (raw: unknown): string => (typeof raw === 'string' || typeof raw === 'number' ? String(raw).trim() : '');

function dayOf(raw: unknown): string | undefined {
  const text = textOf(raw);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : undefined;
}

/** Reads an address bar's parameters; anything unusable is left out, so that no link can break the page. */
export function readSignInsSearch(raw: Record<string, unknown>): SignInsSearch {
  const door = doors.find((known) => known === raw.door);
  const outcome = outcomes.find((known) => known === raw.outcome);
  const search = textOf(raw.search).slice(0, 254);
  const address = textOf(raw.address);
  const [from, to] = [dayOf(raw.from), dayOf(raw.to)];
  const pages = Array.isArray(raw.pages) ? raw.pages.filter((cursor) => typeof cursor === 'string') : [];
  return {
    ...(raw.failed === true && { failed: true }),
    ...(door && { door }),
    ...(outcome && { outcome }),
    ...(search && { search }),
    ...(/^[0-9a-f:.]{2,45}$/i.test(address) && { address }),
    ...(from && { from }),
    ...(to && { to }),
    ...(pages.length > 0 && { pages }),
  };
}

export const isNarrowed = ({ pages: _, ...filter }: SignInsSearch) =>
  Object.values(filter).some((value) => value !== undefined);

/** Midnight of the reader's clock, `daysOn` days after the day. */
function instantOf(day: string, daysOn: number): string {
  const at = new Date(`${day}T00:00:00`);
  at.setDate(at.getDate() + daysOn);
  return at.toISOString();
}

/** What the server is asked for. The last day counts whole. */
export const toListInput = ({ failed, from, to, pages, ...rest }: SignInsSearch) => ({
  ...rest,
  onlyFailed: failed ?? false,
  from: from && instantOf(from, 0),
  to: to && instantOf(to, 1),
  cursor: pages?.at(-1),
});
