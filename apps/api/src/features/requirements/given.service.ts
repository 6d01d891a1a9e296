import { CustomerData, IdentifierIndex, type SqlEntityManager } from '@ostiary/db';
import { blindIndex } from '@ostiary/domain/crypto';
import {
  IDENTIFIER_CODES,
  type BankAccount,
  type Business,
  type ControlPerson,
  type OwnersData,
  type RequirementCode,
  type TaxIdAlternative,
} from '@ostiary/domain/requirements';
import { DomainError, type UserId } from '@ostiary/domain/shared';
import { v7 as uuidv7 } from 'uuid';
import type { Context } from '../../context.ts';
import type { Vault } from '../../vault.ts';
import type { CaseFile } from './case-file.service.ts';

/** What is sealed for each row that is not a column of `customer`; written only after its schema read it. */
export interface GivenData {
  readonly tax_id_alternative: TaxIdAlternative;
  readonly aadhaar: { readonly aadhaar: string };
  readonly pan: { readonly pan: string };
  readonly bank_account: BankAccount;
  readonly business: Business;
  readonly owners: OwnersData;
  readonly control_person: ControlPerson;
}
export type GivenCode = keyof GivenData;

const CODES: readonly string[] = IDENTIFIER_CODES.filter((code) => code !== 'ssn') satisfies readonly GivenCode[];

/** Is this row's data kept in `customer_data`? */
export function isGivenCode(code: RequirementCode): code is GivenCode {
  return CODES.includes(code);
}

export const givenPlace = (rowId: string) => ({ table: 'customer_data', column: 'value_encrypted', rowId });

/** The data of one row, opened; null while nothing was given, and where what was stored does not open. */
export function readGiven<Code extends GivenCode>(
  file: Pick<CaseFile, 'data'>,
  vault: Vault,
  code: Code,
): GivenData[Code] | null {
  try {
    return openGiven(file, vault, code);
  } catch (error) {
    if (error instanceof DomainError && error.code === 'CORRUPTED_DATA') return null;
    throw error;
  }
}

/** The same where an answer without the data is no answer. Throws `CORRUPTED_DATA`. */
export function openGiven<Code extends GivenCode>(
  file: Pick<CaseFile, 'data'>,
  vault: Vault,
  code: Code,
): GivenData[Code] | null {
  const row = file.data.find((candidate) => candidate.code === code);
  if (!row) return null;
  // Written by saveGiven in exactly this shape.
  return JSON.parse(vault.open({ ...givenPlace(row.id), requirement: code }, row.valueEncrypted)) as GivenData[Code];
}

interface Saving<Code extends GivenCode> {
  readonly code: Code;
  readonly value: GivenData[Code];
  readonly vault: Vault;
}

/** What the desk calls a company, and finds it by. */
const nameIn = (value: GivenData[GivenCode]) => ('legalName' in value ? value.legalName : null);

/** Seals the data of one row in place of what stood there; the file that comes back knows it. */
export function saveGiven<Code extends GivenCode>(
  ctx: Pick<Context, 'em' | 'now'>,
  file: CaseFile,
  { code, value, vault }: Saving<Code>,
): CaseFile {
  if (code === 'business') file.customer.businessName = nameIn(value);
  const known = file.data.find((candidate) => candidate.code === code);
  const id = known?.id ?? uuidv7();
  const valueEncrypted = vault.seal(givenPlace(id), JSON.stringify(value));
  if (known) {
    known.valueEncrypted = valueEncrypted;
    known.savedAt = ctx.now;
    return file;
  }
  const row = ctx.em.create(CustomerData, {
    id,
    customerId: file.customer.id,
    code,
    valueEncrypted,
    savedAt: ctx.now,
  });
  ctx.em.persist(row);
  return { ...file, data: [...file.data, row] };
}

/** Takes back what was given for a row, e.g. when the applicant turns to its alternative. */
export async function removeGiven(em: SqlEntityManager, file: CaseFile, code: GivenCode): Promise<CaseFile> {
  const row = file.data.find((candidate) => candidate.code === code);
  if (row) em.remove(row);
  if (code === 'business') file.customer.businessName = null;
  await em.nativeDelete(IdentifierIndex, { customerId: file.customer.id, kind: { $like: `${code}%` } });
  return { ...file, data: file.data.filter((candidate) => candidate !== row) };
}

export interface Identifier {
  /** The row's code, or the code, a colon and the kind of number: `owners:pan`. */
  readonly kind: string;
  readonly value: string;
}

/** Equal values of one kind of number are found wherever they were given: `owners:pan` and `pan` share an index. */
export const scopeOf = (kind: string) => kind.slice(kind.indexOf(':') + 1);

/** The index of a value under the current key. */
export function indexOf({ deps }: Pick<Context, 'deps'>, { kind, value }: Identifier) {
  const ring = deps.keys.blindIndex;
  const keyVersion = ring.currentVersion();
  return { keyVersion, valueIndex: blindIndex(ring.key(keyVersion), scopeOf(kind), value) };
}

/** Replaces the indexed identifiers of one row. */
export async function replaceIdentifiers(
  ctx: Pick<Context, 'em' | 'now' | 'deps'>,
  customerId: UserId,
  { code, identifiers }: { code: RequirementCode; identifiers: readonly Identifier[] },
): Promise<void> {
  await ctx.em.nativeDelete(IdentifierIndex, { customerId, $or: [{ kind: code }, { kind: { $like: `${code}:%` } }] });
  const seen = new Set<string>();
  for (const identifier of identifiers) {
    const { keyVersion, valueIndex } = indexOf(ctx, identifier);
    const mark = `${identifier.kind} ${valueIndex.toString('hex')}`;
    if (seen.has(mark)) continue;
    seen.add(mark);
    const row = { id: uuidv7(), customerId, kind: identifier.kind, valueIndex, keyVersion, createdAt: ctx.now };
    ctx.em.persist(ctx.em.create(IdentifierIndex, row));
  }
}
