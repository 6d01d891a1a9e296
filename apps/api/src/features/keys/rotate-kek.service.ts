import type { SqlEntityManager } from '@ostiary/db';
import { rewrapDataKey } from '@ostiary/domain/crypto';
import { DomainError, type UserId } from '@ostiary/domain/shared';
import { orReport } from '../data-protection/corruption.service.ts';
import { assertRing, type Renewal, renewAll, type RenewOptions, type Renewed } from './renew.ts';
import type { RotationDeps } from './rotation-run.ts';

interface KeyRow {
  readonly user_id: UserId;
  readonly kek_version: number;
  readonly wrapped: Buffer;
}

/** The data key under the current KEK; null, and reported, when it does not open. */
function rewrapped(deps: RotationDeps, { user_id: userId, kek_version: kekVersion, wrapped }: KeyRow) {
  const place = { table: 'data_key', column: 'wrapped', rowId: userId };
  const sealed = Buffer.from(wrapped);
  try {
    return orReport(deps, { userId, place, sealed }, () =>
      rewrapDataKey(deps.keys.kek, userId, { kekVersion, wrapped: sealed }),
    );
  } catch (error) {
    if (error instanceof DomainError && error.code === 'CORRUPTED_DATA') return null;
    throw error;
  }
}

async function storeWrapped(em: SqlEntityManager, rows: readonly object[]): Promise<void> {
  if (rows.length === 0) return;
  await em.execute(
    `update data_key set kek_version = renewed.version, wrapped = decode(renewed.wrapped, 'hex')
     from jsonb_to_recordset(?::jsonb) as renewed(id uuid, version integer, wrapped text)
     where data_key.user_id = renewed.id`,
    [JSON.stringify(rows)],
  );
}

function renewal(deps: RotationDeps): Renewal {
  const toVersion = deps.keys.kek.currentVersion();
  return {
    kind: 'kek',
    toVersion,
    async count(em) {
      const [row] = await em.execute<{ n: number }[]>('select count(*)::int as n from data_key where kek_version < ?', [
        toVersion,
      ]);
      return row?.n ?? 0;
    },
    async renew(em, { after, atOnce }) {
      const rows = await em.execute<KeyRow[]>(
        `select user_id, kek_version, wrapped from data_key where user_id > ?::uuid and kek_version < ?
         order by user_id limit ? for no key update skip locked`,
        [after, toVersion, atOnce],
      );
      const stored: object[] = [];
      const failed: string[] = [];
      for (const row of rows) {
        const renewed = rewrapped(deps, row);
        if (renewed === null) failed.push(row.user_id);
        else stored.push({ id: row.user_id, version: renewed.kekVersion, wrapped: renewed.wrapped.toString('hex') });
      }
      await storeWrapped(em, stored);
      return { last: rows.at(-1)?.user_id ?? null, renewed: stored.length, failed };
    },
  };
}

/**
 * Moves every person's data key to the current key-encryption key (docs/keys.md). Nothing else is encrypted again: fields
 * derive from data keys. Readers open a data key under either version at any moment.
 * Throws an Error when the ring lacks a version in use.
 */
export async function rotateKek(deps: RotationDeps, options: RenewOptions = {}): Promise<Renewed> {
  const used = await deps.orm.em
    .fork()
    .execute<{ version: number }[]>('select distinct kek_version as version from data_key');
  assertRing(
    'KEK_RING',
    deps.keys.kek,
    used.map(({ version }) => version),
  );
  return renewAll(deps, renewal(deps), options);
}
