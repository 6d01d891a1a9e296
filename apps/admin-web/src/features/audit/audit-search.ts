import type { AuditCategory } from '@ostiary/domain/audit';
import { addressOf, dayOf, instantOf, oneOf, textOf, uuidOf } from '../../lib/search-params.ts';

export const categories = [
  'sign-in',
  'access',
  'application',
  'evidence',
  'review',
  'risk',
  'privacy',
  'policy',
  'settings',
  'system',
  'refused',
] as const satisfies readonly AuditCategory[];

/** What a search is narrowed by, as it stands in the address; what is left out is not asked for. */
export interface AuditFilter {
  text?: string | undefined;
  /** Who acted: name, username, e-mail, customer number or id. */
  person?: string | undefined;
  category?: AuditCategory | undefined;
  /** As it is written; the screen drops what is no action. */
  action?: string | undefined;
  /** Customer number or id of what it was done to. */
  target?: string | undefined;
  /** One address or a network. */
  ip?: string | undefined;
  /** First and last day, `YYYY-MM-DD`, as the reader's clock has them. */
  from?: string | undefined;
  to?: string | undefined;
}

/** The page of a list that is shown. */
export interface AuditTurn {
  order?: 'oldest' | undefined;
  cursor?: string | undefined;
}

export type AuditSearchParams = AuditFilter & AuditTurn;

const shortest = (raw: unknown, shape: RegExp) => {
  const text = textOf(raw, 300);
  return text && shape.test(text) ? text : undefined;
};

export const readTurn = (raw: Record<string, unknown>): AuditTurn => ({
  order: raw.order === 'oldest' ? 'oldest' : undefined,
  cursor: textOf(raw.cursor, 300),
});

export const readFilter = (raw: Record<string, unknown>): AuditFilter => ({
  text: textOf(raw.text, 200),
  person: textOf(raw.person, 254),
  category: oneOf(categories, raw.category),
  action: shortest(raw.action, /^[a-z][a-z_-]*\.[a-z-]+$/),
  target: textOf(raw.target, 100),
  ip: addressOf(raw.ip),
  from: dayOf(raw.from),
  to: dayOf(raw.to),
});

/** What a file is to hold: what a search finds, or one trail. */
export interface ExportSearch extends AuditFilter {
  ofCase?: string | undefined;
  ofPerson?: string | undefined;
}

export const readExportSearch = (raw: Record<string, unknown>): ExportSearch => ({
  ...readFilter(raw),
  ofCase: uuidOf(raw.ofCase),
  ofPerson: uuidOf(raw.ofPerson),
});

/** Reads an address bar's parameters; what is unusable stands as undefined, so that no link can break the page. */
export const readAuditSearch = (raw: Record<string, unknown>): AuditSearchParams => ({
  ...readFilter(raw),
  ...readTurn(raw),
});

export const isNarrowed = (filter: AuditFilter) => Object.values(filter).some((value) => value !== undefined);

/** `YYYY-MM-DD`s as instants of the reader's clock. The last day counts whole. */
export const periodOf = ({ from, to }: AuditFilter) => ({ from: instantOf(from, 0), to: instantOf(to, 1) });
