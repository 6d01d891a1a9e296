import { z } from 'zod';
import { RequirementCode } from '../requirements/code.ts';
import type { DocumentType } from './document.ts';
import { findMrz } from './mrz.ts';
import { findAddress, type TypedAddress } from './printed-address.ts';
import { findDates } from './printed-date.ts';
import { findName, labelledName, type TypedName } from './printed-name.ts';
import { findNumber, labelledNumber } from './printed-number.ts';
import { findPhrase, printedLines } from './printed-text.ts';

const LONGEST = 200;
const printed = z.string().min(1).max(LONGEST).nullable();

/** What was read on a document, as it is printed there; null where it was not found. */
export const DocumentReading = z.strictObject({
  name: printed,
  businessName: printed,
  dateOfBirth: printed,
  street: printed,
  city: printed,
  postalCode: printed,
  number: printed,
  issuedOn: printed,
  expiresOn: printed,
  /** Three letters, only from a machine-readable zone. */
  nationality: printed,
  /** Numbers of the form that are printed here. */
  identifiers: z.array(z.strictObject({ requirement: RequirementCode, printed: z.string().max(LONGEST) })).max(10),
});
export type DocumentReading = z.infer<typeof DocumentReading>;

/** What the applicant typed: whole identifiers in their stored form, null where nothing was given yet. */
export interface TypedFacts {
  readonly documentType: DocumentType;
  readonly name: TypedName | null;
  readonly businessName: string | null;
  /** ISO dates. */
  readonly dateOfBirth: string | null;
  readonly issuedOn: string | null;
  readonly expiresOn: string | null;
  readonly address: TypedAddress | null;
  readonly number: string | null;
  readonly identifiers: readonly { readonly requirement: RequirementCode; readonly value: string }[];
}

function identifiersIn(lines: readonly string[], typed: TypedFacts): DocumentReading['identifiers'] {
  return typed.identifiers
    .flatMap(({ requirement, value }) => {
      const found = findNumber(lines, value);
      return found === null ? [] : [{ requirement, printed: found.slice(0, LONGEST) }];
    })
    .slice(0, 10);
}

/**
 * Finds what was typed in the text of a document, and what the document says in its place where a label names it. Pure, and
 * linear in the text, of which the first 20 000 characters count. Null where nothing was found. `today` is an ISO date.
 */
export function readDocument(text: string, typed: TypedFacts, today: string): DocumentReading | null {
  const lines = printedLines(text);
  const mrz = findMrz(lines, today);
  const address = typed.address === null ? null : findAddress(lines, typed.address);
  const dates = findDates(lines, typed);
  const holder = mrz && `${mrz.givenNames} ${mrz.surname}`.trim();
  const found = {
    name: (typed.name && findName(lines, typed.name)) ?? holder ?? labelledName(lines),
    businessName: typed.businessName === null ? null : findPhrase(lines, typed.businessName),
    dateOfBirth: mrz?.dateOfBirth ?? dates.dateOfBirth,
    street: address?.street ?? null,
    city: address?.city ?? null,
    postalCode: address?.postalCode ?? null,
    number:
      (typed.number === null ? null : findNumber(lines, typed.number)) ??
      mrz?.number ??
      labelledNumber(lines, typed.documentType),
    issuedOn: dates.issuedOn,
    expiresOn: mrz?.expiresOn ?? dates.expiresOn,
    nationality: mrz?.nationality ?? null,
  };
  const identifiers = identifiersIn(lines, typed);
  if (identifiers.length === 0 && Object.values(found).every((value) => value === null)) return null;
  const clipped = Object.entries(found).map(([key, value]) => [key, value?.slice(0, LONGEST) ?? null]);
  return DocumentReading.parse({ ...Object.fromEntries(clipped), identifiers });
}
