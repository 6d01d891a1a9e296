import type { KycDocument } from '@ostiary/db';
import { DocumentReading, readDocument, type TypedFacts } from '@ostiary/domain/kyc-documents';
import type { Context } from '../../context.ts';
import { openVault, type Vault } from '../../vault.ts';
import type { CaseFile } from '../requirements/case-file.service.ts';
import { readGiven } from '../requirements/given.service.ts';
import { addressOf, wholeSsn } from '../requirements/present.service.ts';

const place = (column: string, { id: rowId }: KycDocument) => ({ table: 'kyc_document', column, rowId });

/** The applicant's own numbers, whole, by the row that asks for them. */
export function typedIdentifiers(file: CaseFile, vault: Vault): TypedFacts['identifiers'] {
  const alternative = readGiven(file, vault, 'tax_id_alternative');
  const business = readGiven(file, vault, 'business');
  const numbers = [
    ['ssn', wholeSsn(file, vault)],
    ['tax_id_alternative', alternative?.kind === 'itin' ? alternative.itin : alternative?.passportNumber],
    ['aadhaar', readGiven(file, vault, 'aadhaar')?.aadhaar],
    ['pan', readGiven(file, vault, 'pan')?.pan],
    ['bank_account', readGiven(file, vault, 'bank_account')?.accountNumber],
    ['business', business?.registrationNumber],
  ] as const;
  return numbers.flatMap(([requirement, value]) => (value == null ? [] : [{ requirement, value }]));
}

/** The stored number of a document, whole; null where it does not open. */
export const numberOf = (document: KycDocument, vault: Vault): string | null =>
  vault.read(place('number_encrypted', document), document.numberEncrypted);

export function typedName({ customer }: Pick<CaseFile, 'customer'>): TypedFacts['name'] {
  const { firstName, lastName } = customer;
  return firstName == null && lastName == null ? null : { firstName: firstName ?? '', lastName: lastName ?? '' };
}

function typedFacts(file: CaseFile, vault: Vault, document: KycDocument): TypedFacts {
  return {
    documentType: document.documentType,
    name: typedName(file),
    businessName: readGiven(file, vault, 'business')?.legalName ?? null,
    dateOfBirth: file.customer.dateOfBirth ?? null,
    issuedOn: document.issuedOn ?? null,
    expiresOn: document.expiresOn ?? null,
    address: addressOf(file, vault),
    number: numberOf(document, vault),
    identifiers: typedIdentifiers(file, vault),
  };
}

interface Read {
  readonly document: KycDocument;
  readonly text: string;
}

/** Keeps of a document's text what answers the form, sealed; the text itself is forgotten. In the caller's unit of work. */
export async function keepReading(
  ctx: Pick<Context, 'em' | 'now' | 'deps'>,
  file: CaseFile,
  { document, text }: Read,
): Promise<void> {
  const vault = await openVault(ctx, document.customerId);
  const reading = readDocument(text, typedFacts(file, vault, document), ctx.now.toISOString().slice(0, 10));
  if (reading) document.readingEncrypted = vault.seal(place('reading_encrypted', document), JSON.stringify(reading));
}

/** What was read; null where nothing was, and where it does not open, which is reported. */
export function openReading(document: KycDocument, vault: Vault): DocumentReading | null {
  if (document.readingEncrypted == null) return null;
  const text = vault.read(place('reading_encrypted', document), document.readingEncrypted);
  return text === null ? null : DocumentReading.parse(JSON.parse(text));
}
