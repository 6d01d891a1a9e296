import type { SqlEntityManager } from '@ostiary/db';
import { brokenConstraint } from '../../failures.ts';
import { type Outcome, renewPeople } from './reindex-people.ts';
import { assertRing, type Renewal, renewAll, type RenewOptions, type Renewed } from './renew.ts';
import type { RotationDeps } from './rotation-run.ts';

const STALE = `select customer_id as id from identifier_index where key_version < ?
  union select customer_id from kyc_document where index_key_version < ?`;
/** Limited on both sides, so that a step costs the same however many people are left. */
const NEXT = `select id from (
    (select distinct customer_id as id from identifier_index where key_version < ? and customer_id > ?::uuid order by 1 limit ?)
    union
    (select distinct customer_id from kyc_document where index_key_version < ? and customer_id > ?::uuid order by 1 limit ?)
  ) stale order by id limit ?`;

/**
 * One savepoint for all; when a rule of the database breaks, one for each, so that only who breaks it is left out. That
 * takes two processes with different rings that took one document number from two people.
 */
async function renewEach(deps: RotationDeps, em: SqlEntityManager, ids: readonly string[]): Promise<Outcome> {
  try {
    return await em.transactional((inner) => renewPeople(deps, inner, ids));
  } catch (error) {
    const constraint = brokenConstraint(error);
    if (constraint === undefined) throw error;
    if (ids.length === 1) {
      deps.log.error({ customerId: ids[0], constraint }, 'blind index not renewed');
      return { renewed: 0, failed: ids };
    }
    const outcomes: Outcome[] = [];
    for (const id of ids) outcomes.push(await renewEach(deps, em, [id]));
    return {
      renewed: outcomes.reduce((sum, { renewed }) => sum + renewed, 0),
      failed: outcomes.flatMap(({ failed }) => failed),
    };
  }
}

function renewal(deps: RotationDeps): Renewal {
  const toVersion = deps.keys.blindIndex.currentVersion();
  return {
    kind: 'index',
    toVersion,
    async count(em) {
      const [row] = await em.execute<{ n: number }[]>(`select count(*)::int as n from (${STALE}) stale`, [
        toVersion,
        toVersion,
      ]);
      return row?.n ?? 0;
    },
    async renew(em, { after, atOnce }) {
      const rows = await em.execute<{ id: string }[]>(NEXT, [
        toVersion,
        after,
        atOnce,
        toVersion,
        after,
        atOnce,
        atOnce,
      ]);
      const ids = rows.map(({ id }) => id);
      const outcome = ids.length === 0 ? { renewed: 0, failed: [] } : await renewEach(deps, em, ids);
      return { last: ids.at(-1) ?? null, ...outcome };
    },
  };
}

/**
 * Moves the blind indexes of identifiers and document numbers to the current key, by opening the values. Searches and
 * the rule that a document number belongs to one customer hold meanwhile: both look under every key of the ring.
 * Throws an Error when the ring lacks a version in use.
 */
export async function renewIndexes(deps: RotationDeps, options: RenewOptions = {}): Promise<Renewed> {
  const used = await deps.orm.em
    .fork()
    .execute<{ version: number }[]>(
      'select key_version as version from identifier_index union select index_key_version from kyc_document',
    );
  assertRing(
    'BLIND_INDEX_KEYS',
    deps.keys.blindIndex,
    used.map(({ version }) => version),
  );
  return renewAll(deps, renewal(deps), options);
}
