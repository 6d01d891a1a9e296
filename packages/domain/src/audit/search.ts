import { z } from 'zod';
import { ApplicationId, freeText, Moment, UserId } from '../shared/index.ts';
import { AuditCategory, AuditTarget } from './action-spec.ts';
import { AuditAction } from './actions.ts';
import { AuditFacts } from './facts.ts';

/** How much typed text one search takes, and how many records are read for it before a page is given. */
export const AUDIT_SEARCH_LIMITS = { textLength: 200, recordsReadForText: 25_000 } as const;

const Address = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], { error: 'NETWORK_FORMAT' });

const Narrowing = {
  /** A person: name, username, e-mail, customer number or id. */
  actor: freeText(254).optional(),
  action: z.array(AuditAction).max(100, 'TOO_LONG').optional(),
  category: z.array(AuditCategory).max(11, 'TOO_LONG').optional(),
  targetType: AuditTarget.optional(),
  /** An id, or a customer number: the customer, their account and their applications. */
  target: freeText(100).optional(),
  /** From is included, to is not. */
  from: Moment.optional(),
  to: Moment.optional(),
  /** One address, or a network in CIDR form. */
  ip: z.string().trim().max(50, 'NETWORK_FORMAT').pipe(Address).optional(),
};

const Paged = {
  cursor: z.string().max(300).optional(),
  order: z.enum(['newest', 'oldest'], { error: 'INVALID' }).default('newest'),
  limit: z.coerce.number().int().min(1).max(100).default(50),
};

/** Keyset pages in both directions; `cursor` is opaque. `text` is looked for as it stands: nothing in it is a wildcard. */
export const AuditSearch = z.strictObject({
  text: freeText(AUDIT_SEARCH_LIMITS.textLength).optional(),
  ...Narrowing,
  ...Paged,
});
export type AuditSearch = z.infer<typeof AuditSearch>;

/** Everything about one case, or everything that one person did and that was done to them. */
export const AuditTrailRef = z.strictObject({
  of: z.enum(['case', 'person'], { error: 'INVALID' }),
  id: z.uuid('INVALID'),
});
export type AuditTrailRef = z.infer<typeof AuditTrailRef>;

/** What an export is narrowed by; no free text, which would have to read the whole log. */
export const AuditExportFilter = z.strictObject({ ...Narrowing, trail: AuditTrailRef.optional() });
export type AuditExportFilter = z.infer<typeof AuditExportFilter>;

/** `name` of a customer is masked; null where nobody acted by hand. `isErased`: their name is gone for good. */
export const AuditPerson = z.strictObject({
  id: z.string().nullable(),
  kind: z.enum(['customer', 'staff', 'system', 'anonymous', 'unknown']),
  name: z.string().nullable(),
  customerNumber: z.string().nullable(),
  isErased: z.boolean(),
  /** As recorded at the time. */
  role: z.string(),
});
export type AuditPerson = z.infer<typeof AuditPerson>;

export const AuditItem = z.strictObject({
  id: z.uuid(),
  /** Its place in the sealed log; null while it is too new to be sealed. */
  index: z.int().nullable(),
  sealed: z.boolean(),
  at: z.iso.datetime(),
  actor: AuditPerson,
  /** An `AuditAction`, unless a newer version or a forger wrote it: then `category` is null. */
  action: z.string(),
  category: AuditCategory.nullable(),
  /** `label`: a customer number, a staff name or a public number, where there is one. `caseId`: whose trail it is part of. */
  target: z.strictObject({
    type: z.string(),
    id: z.string().nullable(),
    label: z.string().nullable(),
    caseId: z.uuid().nullable(),
  }),
  ip: z.string().nullable(),
  agent: z.string().nullable(),
  requestId: z.string().nullable(),
  facts: AuditFacts,
  /** Names of the staff, and numbers of the customers, whose ids stand in `facts`. */
  people: z.record(z.string(), z.string()),
});
export type AuditItem = z.infer<typeof AuditItem>;

export const AuditPage = z.strictObject({
  items: z.array(AuditItem),
  next: z.string().nullable(),
  previous: z.string().nullable(),
  /** Records were read up to this moment; `next` goes on from there although the page is not full. Null: all were read. */
  readUntil: z.iso.datetime().nullable(),
});
export type AuditPage = z.infer<typeof AuditPage>;

export const AuditEventRef = z.strictObject({ id: z.uuid('INVALID') });
export type AuditEventRef = z.infer<typeof AuditEventRef>;
/** `canonical` is what the leaf hash is of, byte for byte. */
export const AuditEventView = z.strictObject({ ...AuditItem.shape, canonical: z.string(), leaf: z.string() });
export type AuditEventView = z.infer<typeof AuditEventView>;

export const PersonTrailInput = z.strictObject({ id: UserId, ...Paged });
export type PersonTrailInput = z.infer<typeof PersonTrailInput>;
export const CaseTrailInput = z.strictObject({ id: ApplicationId, ...Paged });
export type CaseTrailInput = z.infer<typeof CaseTrailInput>;
/** Whose trail it is, as a heading. */
export const AuditTrail = z.strictObject({
  ...AuditPage.shape,
  about: z.strictObject({
    name: z.string().nullable(),
    customerNumber: z.string().nullable(),
    isErased: z.boolean(),
    cases: z.array(z.strictObject({ id: z.uuid(), status: z.string(), createdAt: z.iso.datetime() })),
  }),
});
export type AuditTrail = z.infer<typeof AuditTrail>;
