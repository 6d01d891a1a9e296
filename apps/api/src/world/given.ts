import { type Policy, shippedPolicy } from '@ostiary/domain/policy';
import type { RequirementCode } from '@ostiary/domain/requirements';
import type { Draft } from './draft.ts';
import { ifscOf, routingNumberOf } from './numbers.ts';
import { type OwnerDraft, THRESHOLD } from './owners.ts';
import { countryOf, type Given, isBusiness } from './person.ts';

const fullName = ({ firstName, lastName }: Pick<Draft, 'firstName' | 'lastName'>) => `${firstName} ${lastName}`;

function identified({ firstName, lastName, dateOfBirth, number }: OwnerDraft, country: 'US' | 'IN') {
  const numberKind = country === 'US' ? 'ssn' : 'pan';
  return { firstName, lastName, dateOfBirth, country, numberKind, number } as const;
}

function owners({ owners: all, cell }: Draft): Given {
  const country = countryOf(cell.pack);
  const isMajor = ({ sharePercent }: OwnerDraft) => sharePercent >= THRESHOLD[country];
  return {
    code: 'owners',
    owners: all.map((owner) => {
      const { key, firstName, lastName, sharePercent } = owner;
      return isMajor(owner)
        ? { key, sharePercent, ...identified(owner, country) }
        : { key, firstName, lastName, sharePercent };
    }),
    nobodyAtThreshold: !all.some(isMajor),
  };
}

function taxIdAlternative({ taxId }: Draft): Given {
  const code = 'tax_id_alternative';
  return taxId.kind === 'passport'
    ? { code, kind: 'passport', passportNumber: taxId.number, passportCountry: taxId.country }
    : { code, kind: 'itin', itin: taxId.number };
}

function bankAccount(draft: Draft): Given {
  const { account, cell, company } = draft;
  const holderName = isBusiness(cell.pack)
    ? company.legalName.replace(/[()]/g, '').replace(/ +/g, ' ')
    : fullName(draft);
  const bank =
    countryOf(cell.pack) === 'US'
      ? { routingNumber: routingNumberOf(account.branch) }
      : { ifsc: ifscOf(account.branch) };
  return { code: 'bank_account', holderName, accountNumber: account.number, ...bank };
}

function business({ company, address, cell }: Draft): Given {
  const { country: _, ...place } = address;
  const { legalName, registration, gstin } = company;
  const tax = countryOf(cell.pack) === 'IN' ? { gstin } : {};
  return { code: 'business', legalName, registrationNumber: registration, ...tax, ...place };
}

function dataOf(draft: Draft, code: RequirementCode): Given | null {
  const { firstName, lastName, dateOfBirth, address, taxId, aadhaar, pan } = draft;
  const [first] = draft.owners;
  switch (code) {
    case 'identity':
      return { code, firstName, lastName, dateOfBirth };
    case 'address':
      return { code, ...address };
    case 'ssn':
      return taxId.kind === 'ssn' ? { code, ssn: taxId.number } : taxIdAlternative(draft);
    case 'aadhaar':
      return { code, aadhaar };
    case 'pan':
      return { code, pan };
    case 'bank_account':
      return bankAccount(draft);
    case 'business':
      return business(draft);
    case 'owners':
      return owners(draft);
    case 'control_person':
      return first ? { code, title: 'Managing director', ...identified(first, countryOf(draft.cell.pack)) } : null;
    case 'consent':
      return { code, accepted: true };
    default:
      return null;
  }
}

/** The rows of the policy that this person has given, from the first. */
export function givenRows({ cell: { pack, step } }: Pick<Draft, 'cell'>): Policy['requirements'] {
  const { requirements } = shippedPolicy(pack);
  return requirements.slice(0, step ?? requirements.length);
}

/** What they type, row by row. */
export function givenBy(draft: Draft): Given[] {
  return givenRows(draft).flatMap(({ code }) => dataOf(draft, code) ?? []);
}
