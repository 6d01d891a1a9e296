import { blindIndex, type KeyProvider, sealField } from '@ostiary/domain/crypto';
import { PutRequirementInput, type RequirementCode } from '@ostiary/domain/requirements';
import { v7 as uuidv7 } from 'uuid';
import { type GivenData, givenPlace, type Identifier, isGivenCode } from '../features/requirements/given.service.ts';
import { identifiersIn } from '../features/requirements/read-input.ts';
import type { Person } from './person.ts';

interface Sealing {
  readonly person: Person;
  readonly id: string;
  readonly dataKey: Buffer;
  readonly at: Date;
}

/** Columns of `customer`, as the services fill them. */
export function customerColumns({ person, id, dataKey, at }: Sealing) {
  const seal = (column: string, text: string) =>
    sealField(dataKey, { table: 'customer', column, rowId: id }, { text, now: at });
  const columns: Record<string, string> = {};
  for (const given of person.given) {
    if (given.code === 'identity')
      Object.assign(columns, {
        firstName: given.firstName,
        lastName: given.lastName,
        dateOfBirth: given.dateOfBirth,
      });
    if (given.code === 'business') Object.assign(columns, { businessName: given.legalName });
    if (given.code === 'ssn') columns.ssnEncrypted = seal('ssn_encrypted', given.ssn.replaceAll('-', ''));
    if (given.code !== 'address') continue;
    const { code: _, ...address } = given;
    columns.addressEncrypted = seal('address_encrypted', JSON.stringify(address));
  }
  return columns;
}

interface SealedRow {
  readonly id: string;
  readonly code: RequirementCode;
  readonly valueEncrypted: string;
  readonly identifiers: readonly Identifier[];
}

/** One sealed JSON for each row that is no column, with the numbers in it. */
export function sealedRows({ person, dataKey, at }: Sealing): SealedRow[] {
  return person.given.flatMap((given) => {
    const { code, ...value } = PutRequirementInput.parse(given);
    if (!isGivenCode(code)) return [];
    const id = uuidv7();
    const valueEncrypted = sealField(dataKey, givenPlace(id), { text: JSON.stringify(value), now: at });
    // Read by the schema of its code a line above.
    const identifiers = identifiersIn(code, value as GivenData[typeof code]);
    return [{ id, code, valueEncrypted, identifiers }];
  });
}

/** Every number of a person under the index key, each once. */
export function indexRows({ person }: Pick<Sealing, 'person'>, rows: readonly SealedRow[], ring: KeyProvider) {
  const keyVersion = ring.currentVersion();
  const ssn = person.given.find((given) => given.code === 'ssn');
  const own = ssn?.code === 'ssn' ? [{ kind: 'ssn', value: ssn.ssn.replaceAll('-', '') }] : [];
  const all = [...own, ...rows.flatMap(({ identifiers }) => identifiers)].map(({ kind, value }) => {
    const scope = kind.slice(kind.indexOf(':') + 1);
    return { id: uuidv7(), kind, valueIndex: blindIndex(ring.key(keyVersion), scope, value), keyVersion };
  });
  return [...new Map(all.map((row) => [`${row.kind} ${row.valueIndex.toString('hex')}`, row])).values()];
}
