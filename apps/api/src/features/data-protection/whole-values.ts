import type { KycDocument } from '@ostiary/db';
import type { RevealedValue, RevealField } from '@ostiary/domain/data-protection';
import type { Vault } from '../../vault.ts';
import type { CaseFile } from '../requirements/case-file.service.ts';
import { type GivenCode, type GivenData, openGiven } from '../requirements/given.service.ts';

const one = (label: string, value: string | undefined, of: string | null = null): RevealedValue[] =>
  value === undefined || value === '' ? [] : [{ label, of, value }];

interface Person {
  readonly firstName: string;
  readonly lastName: string;
  readonly numberKind?: string | undefined;
  readonly number?: string | undefined;
}
const numberOf = ({ firstName, lastName, numberKind = 'number', number }: Person) =>
  one(numberKind, number, `${firstName} ${lastName}`);

const READERS: { readonly [Code in GivenCode]: (given: GivenData[Code]) => RevealedValue[] } = {
  aadhaar: ({ aadhaar }) => one('aadhaar', aadhaar),
  pan: ({ pan }) => one('pan', pan),
  tax_id_alternative: (given) =>
    given.kind === 'itin'
      ? one('itin', given.itin)
      : one('passport', `${given.passportCountry} ${given.passportNumber}`),
  bank_account: (given) => [
    ...one('accountNumber', given.accountNumber),
    ...('ifsc' in given ? one('ifsc', given.ifsc) : one('routingNumber', given.routingNumber)),
  ],
  business: (given) => [
    ...one('registrationNumber', given.registrationNumber),
    ...one('gstin', 'gstin' in given ? given.gstin : undefined),
  ],
  owners: ({ owners }) => owners.flatMap(numberOf),
  control_person: numberOf,
};

function readWhole<Code extends GivenCode>(file: CaseFile, vault: Vault, code: Code): RevealedValue[] {
  const given = openGiven(file, vault, code);
  return given === null ? [] : READERS[code](given);
}

/** The identifiers of one row, whole; none where nothing was given. Throws `CORRUPTED_DATA`. */
export function wholeValues(
  file: CaseFile,
  vault: Vault,
  field: Exclude<RevealField, 'document_number'>,
): RevealedValue[] {
  if (field !== 'ssn') return readWhole(file, vault, field);
  const { id: rowId, ssnEncrypted } = file.customer;
  const place = { table: 'customer', column: 'ssn_encrypted', rowId, requirement: 'ssn' } as const;
  return ssnEncrypted == null ? [] : one('ssn', vault.open(place, ssnEncrypted));
}

/** A document's own number, whole. Throws `CORRUPTED_DATA`. */
export function wholeNumbers(vault: Vault, { id: rowId, requirement, numberEncrypted }: KycDocument): RevealedValue[] {
  const place = { table: 'kyc_document', column: 'number_encrypted', rowId, requirement };
  return one('documentNumber', vault.open(place, numberEncrypted));
}
