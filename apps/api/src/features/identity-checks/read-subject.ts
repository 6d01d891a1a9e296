import { canonicalText, commitment } from '@ostiary/domain/crypto';
import type { CheckedPerson, CheckSubjects, ScreenedName } from '@ostiary/domain/identity-checks';
import type { CheckKind } from '@ostiary/domain/policy';
import type { RequirementCode } from '@ostiary/domain/requirements';
import type { Vault } from '../../vault.ts';
import type { CaseFile } from '../requirements/case-file.service.ts';
import { readGiven } from '../requirements/given.service.ts';

export interface Asked<Kind extends CheckKind = CheckKind> {
  readonly kind: Kind;
  readonly requirement: RequirementCode;
}

interface Reading {
  readonly file: CaseFile;
  readonly vault: Vault;
  readonly requirement: RequirementCode;
}

function personOf({ file: { customer } }: Reading): CheckedPerson | null {
  const { firstName, lastName, dateOfBirth } = customer;
  if (firstName == null || lastName == null || dateOfBirth == null) return null;
  return { firstName, lastName, dateOfBirth };
}

function holderOf(reading: Reading): CheckSubjects['document']['holder'] | null {
  if (reading.requirement === 'photo_id') return personOf(reading);
  const business = readGiven(reading.file, reading.vault, 'business');
  return business && { legalName: business.legalName };
}

/** The first accepted type whose every side stands there, past its technical check. */
function documentOf(reading: Reading): CheckSubjects['document'] | null {
  const { file, vault, requirement } = reading;
  const row = file.policy.requirements.find(({ code }) => code === requirement);
  const holder = holderOf(reading);
  if (row?.kind !== 'document' || holder === null) return null;
  const usable = file.documents.filter(
    (document) =>
      document.requirement === requirement && (document.status === 'PENDING' || document.status === 'VERIFIED'),
  );
  const accepted = row.accepts.find(({ type, sides }) =>
    sides.every((side) => usable.some((document) => document.documentType === type && document.side === side)),
  );
  const pages = usable.filter(({ documentType }) => documentType === accepted?.type);
  const [first] = pages;
  if (!first) return null;
  const place = { table: 'kyc_document', column: 'number_encrypted', rowId: first.id, requirement };
  const number = vault.read(place, first.numberEncrypted);
  if (number === null) return null;
  const files = pages
    .map(({ side, fileHash }) => ({ side, sha256: fileHash ?? '' }))
    .toSorted((one, other) => one.side.localeCompare(other.side, 'en'));
  return {
    type: first.documentType,
    number,
    issuer: first.issuer,
    expiresOn: first.expiresOn ?? null,
    files,
    holder,
  };
}

interface Named {
  readonly firstName: string;
  readonly lastName: string;
  readonly dateOfBirth?: string | undefined;
  readonly country?: string | undefined;
}

const screened = (role: ScreenedName['role'], { firstName, lastName, dateOfBirth, country }: Named): ScreenedName => ({
  role,
  name: `${firstName} ${lastName}`,
  dateOfBirth: dateOfBirth ?? null,
  country: country ?? null,
});

function namesOf(reading: Reading): CheckSubjects['screening'] | null {
  const { file, vault, requirement } = reading;
  if (requirement === 'identity') {
    const person = personOf(reading);
    return person && { names: [screened('applicant', person)] };
  }
  const business = readGiven(file, vault, 'business');
  const given = readGiven(file, vault, 'owners');
  const control = readGiven(file, vault, 'control_person');
  if (!business || !given || !control) return null;
  return {
    names: [
      { role: 'business', name: business.legalName, dateOfBirth: null, country: file.policy.country },
      ...given.owners.map((owner) => screened('owner', owner)),
      screened('control_person', control),
    ],
  };
}

const READERS: { readonly [Kind in CheckKind]: (reading: Reading) => CheckSubjects[Kind] | null } = {
  aadhaar(reading) {
    const given = readGiven(reading.file, reading.vault, 'aadhaar');
    const person = personOf(reading);
    return given && person && { aadhaar: given.aadhaar, person };
  },
  pan(reading) {
    const given = readGiven(reading.file, reading.vault, 'pan');
    const person = personOf(reading);
    return given && person && { pan: given.pan, person };
  },
  bank_account({ file, vault }) {
    const given = readGiven(file, vault, 'bank_account');
    if (!given) return null;
    const { holderName, accountNumber } = given;
    return { holderName, accountNumber, bankCode: 'ifsc' in given ? given.ifsc : given.routingNumber };
  },
  document: documentOf,
  screening: namesOf,
};

/** What a provider of this kind is told of the file; null while it is incomplete, and where it does not open. */
export function readSubject<Kind extends CheckKind>(
  file: CaseFile,
  vault: Vault,
  { kind, requirement }: Asked<Kind>,
): CheckSubjects[Kind] | null {
  return READERS[kind]({ file, vault, requirement });
}

/**
 * 32 bytes that are equal for equal subjects of one person. Keyed: an Aadhaar number is short enough to be guessed from
 * a plain hash, and erasing the person's data key erases this too.
 */
export function subjectHash(vault: Vault, kind: CheckKind, subject: CheckSubjects[CheckKind]): Buffer {
  return Buffer.from(commitment(vault.dataKey, `identity_check/${kind}`, canonicalText(subject)), 'base64url');
}
