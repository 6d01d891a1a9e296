import type { ApplicantKind } from '@ostiary/domain/policy';
import type { PutRequirementInput } from '@ostiary/domain/requirements';
import type { ApplicationId, DocumentId, UserId } from '@ostiary/domain/shared';
import {
  type Canary,
  canaryAadhaar,
  canaryAccount,
  canaryBirthDate,
  canaryCin,
  canaryDocument,
  canaryEin,
  canaryGstin,
  type CanaryKind,
  canaryItin,
  canaryLine,
  canaryOwnerSsn,
  canaryPan,
  canaryPassport,
  canaryPassword,
  canarySsn,
} from './canary-numbers.ts';

/** A document of the pack, and the number on it. */
export interface CanaryDocument {
  readonly requirement: 'photo_id' | 'proof_of_address' | 'registration_document';
  readonly documentType: 'PASSPORT' | 'UTILITY_BILL' | 'OTHER';
  readonly number: string;
}

/** One invented applicant whose every identifier is a canary. */
export interface CanaryPerson {
  readonly at: number;
  readonly country: 'US' | 'IN';
  readonly applicantKind: ApplicantKind;
  readonly password: string;
  readonly given: readonly PutRequirementInput[];
  readonly documents: readonly CanaryDocument[];
  readonly canaries: readonly Canary[];
}

/** The same once they are customers of the bank. */
export interface Planted {
  readonly person: CanaryPerson;
  readonly id: UserId;
  readonly applicationId: ApplicationId;
  readonly documentId: DocumentId | undefined;
  readonly access: string;
  readonly refresh: string;
}

type Secrets = Partial<Record<CanaryKind, string>>;
interface Sheet {
  readonly country: 'US' | 'IN';
  readonly applicantKind: ApplicantKind;
  readonly given: readonly PutRequirementInput[];
  readonly secrets: Secrets;
}

const CHICAGO = { city: 'Chicago', region: 'IL', postalCode: '60611' } as const;
const PUNE = { city: 'Pune', region: 'MH', postalCode: '411004' } as const;
const placeIn = (country: 'US' | 'IN') => (country === 'US' ? CHICAGO : PUNE);
const ROUTING = '021000021';
const IFSC = 'HDFC0002854';

function living(at: number, country: 'US' | 'IN'): Pick<Sheet, 'given' | 'secrets'> {
  const dateOfBirth = canaryBirthDate(at);
  const line1 = canaryLine(at, 'Zephyrquill Hollow');
  return {
    given: [
      { code: 'identity', firstName: 'Wren', lastName: 'Fictional', dateOfBirth },
      { code: 'address', line1, ...placeIn(country), country },
    ],
    secrets: { birthDate: dateOfBirth, addressLine: line1 },
  };
}

function individual(at: number, country: 'US' | 'IN', own: Pick<Sheet, 'given' | 'secrets'>): Sheet {
  const home = living(at, country);
  return {
    country,
    applicantKind: 'individual',
    given: [...home.given, ...own.given],
    secrets: { ...home.secrets, ...own.secrets },
  };
}

const account = (at: number, country: 'US' | 'IN'): PutRequirementInput => ({
  code: 'bank_account',
  holderName: 'Wren Fictional',
  accountNumber: canaryAccount(at),
  ...(country === 'US' ? { routingNumber: ROUTING } : { ifsc: IFSC }),
});

function business(at: number, country: 'US' | 'IN'): Sheet {
  const registrationNumber = country === 'US' ? canaryEin(at) : canaryCin(at);
  const gstin = country === 'US' ? {} : { gstin: canaryGstin(at) };
  const businessLine = canaryLine(at, 'Marrowglint Parade');
  const someone = { firstName: 'Linnet', lastName: 'Invented', dateOfBirth: '1975-11-30', country: 'US' } as const;
  const owner = { ...someone, numberKind: 'ssn', number: canaryOwnerSsn(at) } as const;
  const control = { ...someone, numberKind: 'itin', number: canaryItin(at, 14), title: 'President' } as const;
  const key = `0197f3a0-0000-4000-8000-${String(at).padStart(12, '0')}`;
  return {
    country,
    applicantKind: 'business',
    given: [
      {
        code: 'business',
        legalName: 'Fictional Looms',
        registrationNumber,
        ...gstin,
        line1: businessLine,
        ...placeIn(country),
      },
      { code: 'owners', nobodyAtThreshold: false, owners: [{ key, ...owner, sharePercent: 60 }] },
      { code: 'control_person', ...control },
      account(at, country),
    ],
    secrets: {
      registrationNumber,
      ...gstin,
      businessLine,
      ownerNumber: owner.number,
      controlNumber: control.number,
      accountNumber: canaryAccount(at),
    },
  };
}

/** Every pack, and both alternatives to an SSN, in turn. */
const SHEETS: readonly ((at: number) => Sheet)[] = [
  (at) => individual(at, 'US', { given: [{ code: 'ssn', ssn: canarySsn(at) }], secrets: { ssn: canarySsn(at) } }),
  (at) =>
    individual(at, 'IN', {
      given: [{ code: 'aadhaar', aadhaar: canaryAadhaar(at) }, { code: 'pan', pan: canaryPan(at) }, account(at, 'IN')],
      secrets: { aadhaar: canaryAadhaar(at), pan: canaryPan(at), accountNumber: canaryAccount(at) },
    }),
  (at) => business(at, 'US'),
  (at) => business(at, 'IN'),
  (at) =>
    individual(at, 'US', {
      given: [{ code: 'tax_id_alternative', kind: 'itin', itin: canaryItin(at) }],
      secrets: { itin: canaryItin(at) },
    }),
  (at) =>
    individual(at, 'US', {
      given: [
        { code: 'tax_id_alternative', kind: 'passport', passportNumber: canaryPassport(at), passportCountry: 'CA' },
      ],
      secrets: { passport: canaryPassport(at) },
    }),
];

const documentsOf = (at: number, { applicantKind }: Pick<Sheet, 'applicantKind'>): CanaryDocument[] =>
  applicantKind === 'business'
    ? [{ requirement: 'registration_document', documentType: 'OTHER', number: canaryDocument(at, 'RG') }]
    : [
        { requirement: 'photo_id', documentType: 'PASSPORT', number: canaryDocument(at, 'XD') },
        { requirement: 'proof_of_address', documentType: 'UTILITY_BILL', number: canaryDocument(at, 'UB') },
      ];

/** The applicant of that number, 0 and up: the same person at every call. */
export function canaryPerson(at: number): CanaryPerson {
  const sheet = SHEETS[at % SHEETS.length]?.(at);
  if (!sheet) throw new RangeError('people are numbered from 0');
  const { secrets, ...rest } = sheet;
  const password = canaryPassword(at);
  const documents = documentsOf(at, sheet);
  const planted: [string, string][] = [
    ...Object.entries({ ...secrets, password }),
    ...documents.map(({ number }): [string, string] => ['documentNumber', number]),
  ];
  const canaries = planted.map(([kind, text]) => ({ kind: kind as CanaryKind, text, owner: at })); // keys of Secrets
  return { at, ...rest, password, documents, canaries };
}
