import { Customer, CustomerData, DataKey, type SqlEntityManager } from '@ostiary/db';
import { blindIndex, blindIndexes } from '@ostiary/domain/crypto';
import type { DocumentType } from '@ostiary/domain/kyc-documents';
import { IDENTIFIER_CODES } from '@ostiary/domain/requirements';
import { DomainError, type UserId } from '@ostiary/domain/shared';
import { openVault, type Vault } from '../../vault.ts';
import { scopeOf } from '../requirements/given.service.ts';
import { givenIdentifiers } from '../requirements/identifiers.service.ts';
import { numberIndexes } from './number-index.service.ts';
import type { RotationDeps } from './rotation-run.ts';

interface IdentifierRow {
  readonly id: string;
  readonly customer_id: UserId;
  readonly kind: string;
  readonly value_index: Buffer;
  readonly key_version: number;
}
interface NumberRow {
  readonly id: string;
  readonly customer_id: UserId;
  readonly document_type: DocumentType;
  readonly number_encrypted: string;
}

/** The new index of one row; `index` is null where nothing must be found by it any more. */
interface Change {
  readonly id: string;
  readonly index: string | null;
}
interface Changes {
  readonly identifiers: readonly Change[];
  readonly numbers: readonly Change[];
}

export interface Outcome {
  readonly renewed: number;
  readonly failed: readonly string[];
}

interface Stale {
  readonly identifiers: readonly IdentifierRow[];
  readonly numbers: readonly NumberRow[];
}

const OF_THEM = 'customer_id in (select value::uuid from jsonb_array_elements_text(?::jsonb))';

/** Holds the rows first and reads the values after that: who changes a value waits for its row, and finds it renewed. */
async function holdStale({ keys }: RotationDeps, em: SqlEntityManager, ids: readonly string[]): Promise<Stale> {
  const params = [JSON.stringify(ids), keys.blindIndex.currentVersion()];
  const identifiers = await em.execute<IdentifierRow[]>(
    `select id, customer_id, kind, value_index, key_version from identifier_index
     where ${OF_THEM} and key_version < ? order by id for update skip locked`,
    params,
  );
  const numbers = await em.execute<NumberRow[]>(
    `select id, customer_id, document_type, number_encrypted from kyc_document
     where ${OF_THEM} and index_key_version < ? order by id for update skip locked`,
    params,
  );
  return { identifiers, numbers };
}

interface Person {
  readonly customer: Customer;
  readonly data: readonly CustomerData[];
  readonly vault: Vault;
  readonly stale: Stale;
}

/** Which of the person's values a row stands for tells its old index. One that stands for none is left over. */
function identifierChanges({ keys }: RotationDeps, { customer, data, vault, stale }: Person): Change[] {
  if (stale.identifiers.length === 0) return [];
  const ring = keys.blindIndex;
  const given = IDENTIFIER_CODES.flatMap((code) => givenIdentifiers({ customer, data }, vault, code));
  return stale.identifiers.map(({ id, kind, value_index: old, key_version: version }) => {
    const same = given.find(
      (one) => one.kind === kind && blindIndex(ring.key(version), scopeOf(kind), one.value).equals(Buffer.from(old)),
    );
    const [index] = same ? blindIndexes(ring, scopeOf(kind), same.value) : [];
    return { id, index: index?.toString('hex') ?? null };
  });
}

function numberChanges({ keys }: RotationDeps, { vault, stale }: Person): Change[] {
  return stale.numbers.map(({ id, document_type: documentType, number_encrypted: sealed }) => {
    const number = vault.open({ table: 'kyc_document', column: 'number_encrypted', rowId: id }, sealed);
    return { id, index: numberIndexes(keys, documentType, number).current.toString('hex') };
  });
}

async function store({ keys }: RotationDeps, em: SqlEntityManager, { identifiers, numbers }: Changes): Promise<void> {
  const version = keys.blindIndex.currentVersion();
  const rows = `jsonb_to_recordset(?::jsonb) as renewed(id uuid, index text)`;
  await em.execute(
    `update identifier_index set value_index = decode(renewed.index, 'hex'), key_version = ? from ${rows}
     where identifier_index.id = renewed.id and renewed.index is not null`,
    [version, JSON.stringify(identifiers)],
  );
  await em.execute(
    `delete from identifier_index where id in (select renewed.id from ${rows} where renewed.index is null)`,
    [JSON.stringify(identifiers)],
  );
  await em.execute(
    `update kyc_document set number_index = coalesce(decode(renewed.index, 'hex'), number_index), index_key_version = ?
     from ${rows} where kyc_document.id = renewed.id`,
    [version, JSON.stringify(numbers)],
  );
}

/** Loaded for all of them at once; `openVault` finds the keys in memory. */
async function load(em: SqlEntityManager, ids: readonly UserId[]) {
  const customers = await em.find(Customer, { id: { $in: [...ids] } });
  const data = await em.find(CustomerData, { customerId: { $in: [...ids] } });
  const keys = await em.find(DataKey, { userId: { $in: [...ids] } });
  return { customers, data, erased: new Set(ids.filter((id) => !keys.some(({ userId }) => userId === id))) };
}

const none = ({ id }: { readonly id: string }): Change => ({ id, index: null });

/** Renews the rows of these people that nobody else holds. What does not open has been reported, and stays as it is. */
export async function renewPeople(deps: RotationDeps, em: SqlEntityManager, ids: readonly string[]): Promise<Outcome> {
  const stale = await holdStale(deps, em, ids);
  const held = [...new Set([...stale.identifiers, ...stale.numbers].map((row) => row.customer_id))];
  const { customers, data, erased } = await load(em, held);
  const failed: string[] = [];
  const done: Changes[] = [];
  for (const customer of customers) {
    const isTheirs = (row: { readonly customer_id: UserId }) => row.customer_id === customer.id;
    const own = { identifiers: stale.identifiers.filter(isTheirs), numbers: stale.numbers.filter(isTheirs) };
    if (erased.has(customer.id)) {
      done.push({ identifiers: own.identifiers.map(none), numbers: own.numbers.map(none) });
      continue;
    }
    try {
      const vault = await openVault({ deps, em, now: deps.clock() }, customer.id);
      const theirs = data.filter(({ customerId }) => customerId === customer.id);
      const person = { customer, data: theirs, vault, stale: own };
      done.push({ identifiers: identifierChanges(deps, person), numbers: numberChanges(deps, person) });
    } catch (error) {
      if (!(error instanceof DomainError && error.code === 'CORRUPTED_DATA')) throw error;
      failed.push(customer.id);
    }
  }
  await store(deps, em, {
    identifiers: done.flatMap(({ identifiers }) => identifiers),
    numbers: done.flatMap(({ numbers }) => numbers),
  });
  return { renewed: done.length, failed };
}
