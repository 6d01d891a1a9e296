import type { KeyProvider } from '@ostiary/domain/crypto';
import type { Deps } from '../../context.ts';

/** The versions in a column with an index on it, one step of the index for each. */
const versionsOf = (table: string, column: string) => `
  with recursive used as (
    select min(${column}) as version from ${table}
    union all
    select (select min(${column}) from ${table} where ${column} > used.version) from used where used.version is not null)
  select version from used where version is not null`;

const RINGS = [
  { setting: 'KEK_RING', sql: versionsOf('data_key', 'kek_version') },
  {
    setting: 'BLIND_INDEX_KEYS',
    sql: `${versionsOf('identifier_index', 'key_version')}
      union (${versionsOf('kyc_document', 'index_key_version')})`,
  },
] as const;

/** Keys that this database needs and this process lacks, e.g. `KEK_RING version 2`. Cheap however large the bank is. */
export async function missingKeys({ orm, keys }: Pick<Deps, 'orm' | 'keys'>): Promise<string[]> {
  const rings: Record<(typeof RINGS)[number]['setting'], KeyProvider> = {
    KEK_RING: keys.kek,
    BLIND_INDEX_KEYS: keys.blindIndex,
  };
  const missing: string[] = [];
  for (const { setting, sql } of RINGS) {
    const used = await orm.em.getConnection().execute<{ version: number }[]>(sql);
    const lacking = used.filter(({ version }) => !rings[setting].versions().includes(version));
    missing.push(...lacking.map(({ version }) => `${setting} version ${version}`));
  }
  return missing;
}

/** Throws an Error fit for the operator: such a process could not read what the bank keeps. */
export async function assertKeysHeld(deps: Pick<Deps, 'orm' | 'keys'>): Promise<void> {
  const missing = await missingKeys(deps);
  if (missing.length > 0)
    throw new Error(`${missing.join(', ')}: in use in this database and not in the ring. Put it back (docs/keys.md).`);
}
