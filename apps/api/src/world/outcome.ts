import { shippedPolicy } from '@ostiary/domain/policy';
import type { RequirementCode } from '@ostiary/domain/requirements';
import type { Draft } from './draft.ts';
import { likenessesIn } from './likeness.ts';
import { type Expected, type Given, isBusiness, type Plant } from './person.ts';

type Reason = Expected['reason'];

const DECLINED: Partial<Record<Plant, NonNullable<Reason>['code']>> = {
  listed_name: 'SANCTIONS_MATCH',
  ring: 'FRAUD_SUSPECTED',
  same_tax_number: 'DUPLICATE_CUSTOMER',
  same_aadhaar: 'DUPLICATE_CUSTOMER',
  same_company: 'DUPLICATE_CUSTOMER',
};

/** Why this person is asked again or declined: for what was planted, or for a paper drawn with that flaw. */
export function reasonFor({ cell: { pack, state }, facts, photoId }: Draft): Reason {
  if (state === 'ACTION_REQUIRED')
    return {
      requirement: isBusiness(pack) ? 'registration_document' : 'proof_of_address',
      code: 'DOCUMENT_UNREADABLE',
    };
  if (state !== 'REJECTED') return null;
  const code = facts.flatMap(({ plant }) => DECLINED[plant] ?? [])[0];
  if (code) return { requirement: null, code };
  const hasLicense = pack === 'us-individual' && photoId.type === 'DRIVER_LICENSE';
  return hasLicense
    ? { requirement: 'photo_id', code: 'DOCUMENT_TAMPERED' }
    : { requirement: null, code: 'OUT_OF_POLICY' };
}

/** Rows still due: what was not given, and what was refused. */
export function openRows({ cell: { pack, step } }: Draft, reason: Reason): RequirementCode[] {
  if (step === null) return reason?.requirement ? [reason.requirement] : [];
  return shippedPolicy(pack)
    .requirements.slice(step)
    .map(({ code }) => code);
}

interface Mark {
  readonly signal: string;
  /** Equal for equal numbers of one kind, in whatever row they stand. */
  readonly value: string;
}

const bare = (text: string) => text.toUpperCase().replace(/[\s-]/g, '');

/** Every number of one row that another customer may have given too, and what a reviewer is then told. */
function marksIn(given: Given): Mark[] {
  switch (given.code) {
    case 'ssn':
      return [{ signal: 'SSN_SHARED', value: `ssn ${bare(given.ssn)}` }];
    case 'aadhaar':
      return [{ signal: 'AADHAAR_SHARED', value: `aadhaar ${bare(given.aadhaar)}` }];
    case 'pan':
      return [{ signal: 'PAN_SHARED', value: `pan ${given.pan}` }];
    case 'tax_id_alternative':
      return [
        {
          signal: 'TAX_ID_SHARED',
          value:
            given.kind === 'itin'
              ? `itin ${bare(given.itin ?? '')}`
              : `passport ${given.passportCountry ?? ''}${given.passportNumber ?? ''}`,
        },
      ];
    case 'bank_account':
      return [
        {
          signal: 'BANK_ACCOUNT_SHARED',
          value: `account ${given.ifsc ?? given.routingNumber ?? ''} ${given.accountNumber ?? ''}`,
        },
      ];
    case 'business':
      return [given.registrationNumber, given.gstin].flatMap((number) =>
        number === undefined ? [] : [{ signal: 'BUSINESS_SHARED', value: `company ${bare(number)}` }],
      );
    case 'owners':
      return given.owners.flatMap(ownerMark);
    case 'control_person':
      return ownerMark(given);
    default:
      return [];
  }
}

function ownerMark({ numberKind, number }: { numberKind?: string | undefined; number?: string | undefined }): Mark[] {
  return number === undefined ? [] : [{ signal: 'OWNER_SHARED', value: `${numberKind ?? ''} ${bare(number)}` }];
}

const PLANTED_SIGNALS: Partial<Record<Plant, string>> = {
  listed_name: 'SCREENING_HIT',
  register_differs: 'CHECK_MISMATCH',
  register_knows_nothing: 'CHECK_NOT_FOUND',
  impossible_phone: 'PHONE_IMPOSSIBLE',
  sample_ssn: 'SSN_COMMON_SAMPLE',
};

/** What one person may have in common with others, numbers and all: a device, or a document that two laid claim to. */
function marksOf({ id, facts }: Draft, given: readonly Given[]): Mark[] {
  const claims = [id, ...facts.flatMap(({ plant, of }) => (plant === 'taken_document_number' ? (of ?? []) : []))];
  return [
    ...given.flatMap(marksIn),
    ...claims.map((owner) => ({ signal: 'DOCUMENT_SHARED', value: `photo id of ${owner}` })),
    ...facts.flatMap(({ device }) => (device === undefined ? [] : [{ signal: 'DEVICE_SHARED', value: device }])),
  ];
}

export interface Sharing {
  /** How many customers have each thing. */
  readonly counts: ReadonlyMap<string, number>;
  /** Places of those who have a namesake of the same age. */
  readonly alike: ReadonlySet<number>;
}

export function sharingOf(drafts: readonly Draft[], everybody: readonly (readonly Given[])[]): Sharing {
  const counts = new Map<string, number>();
  for (const [at, draft] of drafts.entries())
    for (const value of new Set(marksOf(draft, everybody[at] ?? []).map((mark) => mark.value)))
      counts.set(value, (counts.get(value) ?? 0) + 1);
  return { counts, alike: likenessesIn(everybody) };
}

/** The codes that a reviewer must be shown: counted here over the whole world, not asked of the bank. */
export function signalsFor(draft: Draft, given: readonly Given[], { counts, alike }: Sharing): string[] {
  const shared = marksOf(draft, given)
    .filter(({ value }) => (counts.get(value) ?? 0) > 1)
    .map(({ signal }) => signal);
  const planted = draft.facts.flatMap(({ plant }) => PLANTED_SIGNALS[plant] ?? []);
  const likeness = alike.has(draft.index) ? ['DUPLICATE_PERSON'] : [];
  // Nobody here waits for a day between confirming a contact and submitting.
  const fresh = draft.cell.state === 'INCOMPLETE' ? [] : ['CONTACT_NEW'];
  const all = new Set([...shared, ...planted, ...likeness, ...fresh]);
  return [...all].toSorted((one, other) => one.localeCompare(other, 'en'));
}
