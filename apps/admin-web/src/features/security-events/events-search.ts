import type {
  SecurityEventFilter,
  SecurityEventType,
  SecurityResolution,
  SecuritySeverity,
} from '@ostiary/domain/security-events';
import type { UserId } from '@ostiary/domain/shared';
import { addressOf, dayOf, instantOf, oneOf, pagesOf, textOf, uuidOf } from '../../lib/search-params.ts';

export const states = ['open', 'mine', 'resolved', 'all'] as const satisfies readonly SecurityEventFilter['state'][];
export const severities = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'] as const satisfies readonly SecuritySeverity[];
export const resolutions = [
  'TRUE_POSITIVE',
  'FALSE_POSITIVE',
  'ACCEPTED',
] as const satisfies readonly SecurityResolution[];

/** The filter of the events as it stands in the address; what is left out has its default. */
export interface EventsSearch {
  state?: SecurityEventFilter['state'];
  severity?: SecuritySeverity;
  type?: SecurityEventType;
  /** Id of the colleague who took them. */
  owner?: UserId;
  /** Username, e-mail or customer number. */
  person?: string;
  address?: string;
  /** First and last day, `YYYY-MM-DD`, as the reader's clock has them. */
  from?: string;
  to?: string;
  /** Cursors of the pages turned so far; the last one is shown. */
  pages?: string[];
}

const isType = (text: string | undefined): text is SecurityEventType => text !== undefined && /^[A-Z_]+$/.test(text);

/**
 * Reads an address bar's parameters. The router lays this over the raw words: what is unusable must stand here as
 * undefined. A type that no longer is one is the screen's to leave out, for the list of types is not in the first load.
 */
export function readEventsSearch(raw: Record<string, unknown>): EventsSearch {
  const state = oneOf(states, raw.state);
  const type = textOf(raw.type, 60);
  const address = addressOf(raw.address);
  return {
    state: state === 'open' ? undefined : state,
    severity: oneOf(severities, raw.severity),
    type: isType(type) ? type : undefined,
    owner: uuidOf(raw.owner) as UserId | undefined, // brands exist at compile time only
    person: textOf(raw.person, 254),
    address: address?.includes('/') ? undefined : address,
    from: dayOf(raw.from),
    to: dayOf(raw.to),
    pages: pagesOf(raw.pages),
  };
}

export const nothing = {
  severity: undefined,
  type: undefined,
  owner: undefined,
  person: undefined,
  address: undefined,
  from: undefined,
  to: undefined,
} as const satisfies EventsSearch;

/** Narrowed by more than by who works on them. */
export const isNarrowed = ({ pages: _, state: __, ...filter }: EventsSearch) =>
  Object.values(filter).some((value) => value !== undefined);

/** What the server is asked for. The last day counts whole. */
export const toListInput = ({ from, to, pages, ...rest }: EventsSearch) => ({
  ...rest,
  from: instantOf(from, 0),
  to: instantOf(to, 1),
  cursor: pages?.at(-1),
});
