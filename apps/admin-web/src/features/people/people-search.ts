import type { PersonState } from '@ostiary/domain/access';
import { oneOf, textOf } from '../../lib/search-params.ts';

export const personStates = ['ACTIVE', 'INVITED', 'BLOCKED'] as const satisfies readonly PersonState[];
export const staffRoles = ['KYC_REVIEWER', 'BANK_ADMIN', 'AUDITOR'] as const;
export type StaffRole = (typeof staffRoles)[number];

/** The filter of the people as it stands in the address; what is left out is not asked for. */
export interface PeopleSearch {
  search?: string;
  role?: StaffRole;
  state?: PersonState;
  branchId?: string;
  /** Cursors of the pages turned so far; the last one is shown. */
  pages?: string[];
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Reads an address bar's parameters, so that no link can break the page. The router lays this over the raw words: what is
 * unusable must stand here as undefined.
 */
export function readPeopleSearch(raw: Record<string, unknown>): PeopleSearch {
  const pages = Array.isArray(raw.pages) ? raw.pages.filter((cursor) => typeof cursor === 'string') : [];
  return {
    search: textOf(raw.search, 254),
    role: oneOf(staffRoles, raw.role),
    state: oneOf(personStates, raw.state),
    branchId: typeof raw.branchId === 'string' && uuid.test(raw.branchId) ? raw.branchId : undefined,
    pages: pages.length > 0 ? pages : undefined,
  };
}

export const isNarrowed = ({ search, role, state, branchId }: PeopleSearch) =>
  [search, role, state, branchId].some((value) => value !== undefined);
