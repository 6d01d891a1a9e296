import { checkBirthDate } from '@ostiary/domain/identifiers';
import type { Policy } from '@ostiary/domain/policy';
import {
  bankAccountOf,
  businessOf,
  type ControlPerson,
  type Owner,
  ownerGaps,
  type OwnersData,
  PERSON_FIELDS,
  personGaps,
  type PutRequirementInput,
  TaxIdAlternative,
} from '@ostiary/domain/requirements';
import { DomainError, type FieldProblem, fieldProblem, fieldProblemsOf } from '@ostiary/domain/shared';
import type { z } from 'zod';
import type { Vault } from '../../vault.ts';
import type { CaseFile } from './case-file.service.ts';
import { type GivenCode, type GivenData, type Identifier, readGiven } from './given.service.ts';

function readAs<Schema extends z.ZodType>(schema: Schema, given: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(given);
  if (!parsed.success) throw new DomainError('INVALID_INPUT', { fields: fieldProblemsOf(parsed.error) });
  return parsed.data;
}

function refuseGaps(gaps: readonly { readonly path: string; readonly code: string }[]): void {
  if (gaps.length === 0) return;
  const fields: Record<string, FieldProblem[]> = {};
  for (const { path, code } of gaps) fields[path] = [fieldProblem(code)];
  throw new DomainError('INVALID_INPUT', { fields });
}

type Person = Pick<Owner, 'numberKind' | 'number' | (typeof PERSON_FIELDS)[number]>;

/** Somebody saved again without a number keeps the one given before; somebody else in the same place does not. */
function withKnownNumber<Given extends Person>(given: Given, before: Person | null | undefined): Given {
  if (given.number !== undefined || before?.number === undefined) return given;
  if (given.numberKind !== undefined && given.numberKind !== before.numberKind) return given;
  if (PERSON_FIELDS.some((field) => given[field] !== before[field])) return given;
  return { ...given, numberKind: before.numberKind, number: before.number };
}

const DATE_CODES = { FORMAT: 'DATE_FORMAT', FUTURE: 'DATE_IN_FUTURE', TOO_OLD: 'DATE_TOO_OLD' } as const;

/** A birth date that cannot be. A child may own a company but not run one. */
function dateGaps({ dateOfBirth }: Pick<Owner, 'dateOfBirth'>, path: string, { today, mayBeMinor }: Ages) {
  const verdict = dateOfBirth === undefined ? null : checkBirthDate(dateOfBirth, today);
  if (verdict === null || verdict.ok) return [];
  if (verdict.why === 'UNDER_AGE') return mayBeMinor ? [] : [{ path, code: 'CONTROL_PERSON_UNDER_AGE' }];
  return [{ path, code: DATE_CODES[verdict.why] }];
}

interface Ages {
  readonly today: string;
  readonly mayBeMinor: boolean;
}

function readOwners(
  { ownerThresholdPercent: threshold = 100 }: Policy,
  given: OwnersData,
  { known, today }: { known: readonly Owner[]; today: string },
): OwnersData {
  // Nobody below the threshold need be identified: a number given earlier goes.
  const owners = given.owners.map((owner) => {
    if (owner.sharePercent < threshold) return owner;
    const before = known.find(({ key }) => key === owner.key);
    return withKnownNumber(owner, before);
  });
  const whole = { owners, nobodyAtThreshold: given.nobodyAtThreshold };
  refuseGaps([
    ...owners.flatMap((owner, at) => dateGaps(owner, `owners.${at}.dateOfBirth`, { today, mayBeMinor: true })),
    ...ownerGaps(whole, threshold, new Set()),
  ]);
  return whole;
}

function readControlPerson(given: ControlPerson, known: ControlPerson | null, today: string): ControlPerson {
  const whole = withKnownNumber(given, known);
  refuseGaps([
    ...dateGaps(whole, 'dateOfBirth', { today, mayBeMinor: false }),
    ...personGaps(whole, false).map((path) => ({ path, code: 'REQUIRED' })),
  ]);
  return whole;
}

type GivenInput = Extract<PutRequirementInput, { code: GivenCode }>;

interface Reading {
  readonly file: CaseFile;
  readonly vault: Vault;
  /** YYYY-MM-DD. */
  readonly today: string;
}

/**
 * The second reading of a row's data, where country, policy and what was given before are known.
 * Throws `INVALID_INPUT` with the fields' own paths.
 */
export function readInput({ file, vault, today }: Reading, input: GivenInput): GivenData[GivenCode] {
  const { code, ...given } = input;
  const { country } = file.policy;
  if (code === 'bank_account') return readAs(bankAccountOf(country), given);
  if (code === 'business') return readAs(businessOf(country), given);
  if (input.code === 'owners')
    return readOwners(file.policy, input, { known: readGiven(file, vault, 'owners')?.owners ?? [], today });
  if (input.code === 'control_person') {
    const { code: _, ...person } = input;
    return readControlPerson(person, readGiven(file, vault, 'control_person'), today);
  }
  // Judged by the input's schema already, which leaves it as it was typed.
  if (code === 'tax_id_alternative') return readAs(TaxIdAlternative, given);
  // Judged whole by the input's own schema.
  return given as GivenData[GivenCode];
}

type Numbered = Pick<Owner, 'numberKind' | 'number' | 'country'>;

function numberOf(code: string, { numberKind, number, country = '' }: Numbered): Identifier[] {
  if (numberKind === undefined || number === undefined) return [];
  const plain = number.toUpperCase().replace(/[\s\p{Pd}]/gu, '');
  // Countries number their passports alone: the country is part of the number, in every row.
  return [{ kind: `${code}:${numberKind}`, value: numberKind === 'passport' ? `${country}${plain}` : plain }];
}

/** The identifiers that a row's data holds, for the blind index. */
export function identifiersIn<Code extends GivenCode>(code: Code, value: GivenData[Code]): Identifier[] {
  // Each branch reads the shape that `code` names.
  const given = { [code]: value } as Partial<GivenData>;
  if (given.aadhaar) return [{ kind: 'aadhaar', value: given.aadhaar.aadhaar }];
  if (given.pan) return [{ kind: 'pan', value: given.pan.pan }];
  if (given.tax_id_alternative) {
    const other = given.tax_id_alternative;
    return other.kind === 'itin'
      ? [{ kind: `${code}:itin`, value: other.itin }]
      : [{ kind: `${code}:passport`, value: `${other.passportCountry}${other.passportNumber}` }];
  }
  if (given.bank_account) {
    const account = given.bank_account;
    return [
      { kind: code, value: `${'ifsc' in account ? account.ifsc : account.routingNumber} ${account.accountNumber}` },
    ];
  }
  if (given.business) {
    const { registrationNumber } = given.business;
    const gstin = 'gstin' in given.business ? given.business.gstin : undefined;
    return [
      { kind: `${code}:registration`, value: registrationNumber },
      ...(gstin === undefined ? [] : [{ kind: `${code}:gstin`, value: gstin }]),
    ];
  }
  if (given.owners) return given.owners.owners.flatMap((owner) => numberOf(code, owner));
  return given.control_person ? numberOf(code, given.control_person) : [];
}
