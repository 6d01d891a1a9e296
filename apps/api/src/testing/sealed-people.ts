import { blindIndex, newDataKey, sealField, wrapDataKey } from '@ostiary/domain/crypto';
import { DomainError, type UserId } from '@ostiary/domain/shared';
import { v7 as uuidv7 } from 'uuid';
import { readKeys } from '../keys.ts';
import { openVault } from '../vault.ts';
import type { TestDeps } from './test-deps.ts';

const IN_ONE_STATEMENT = 2_000;

/** An entry of `KEK_RING` or `BLIND_INDEX_KEYS`, freshly made. */
export const ringEntry = (version: number) => `${version}:${newDataKey().toString('base64url')}`;

/** The same process with other rings, as after a restart. */
export function withRings(
  { deps }: Pick<TestDeps, 'deps'>,
  rings: { readonly KEK_RING?: string; readonly BLIND_INDEX_KEYS?: string },
): TestDeps['deps'] {
  const { kek, blindIndex } = readKeys({ ...deps.env, ...rings });
  return { ...deps, keys: { ...deps.keys, kek, blindIndex } };
}

/** The nine digits of the n-th person of `makePeople`: fictional, and told apart. */
export const ssnOf = (at: number) => String(100_000_000 + at);

function rowOf({ deps }: Pick<TestDeps, 'deps'>, at: number) {
  const id = uuidv7();
  const dataKey = newDataKey();
  const { kekVersion, wrapped } = wrapDataKey(deps.keys.kek, id, dataKey);
  const place = { table: 'customer', column: 'ssn_encrypted', rowId: id };
  const ring = deps.keys.blindIndex;
  const index = blindIndex(ring.key(ring.currentVersion()), 'ssn', ssnOf(at));
  return {
    id,
    number: `CUST${String(9_000_000_000 + at)}`,
    kek: kekVersion,
    wrapped: wrapped.toString('hex'),
    ssn: sealField(dataKey, place, { text: ssnOf(at), now: deps.clock() }),
    index: index.toString('hex'),
    key: ring.currentVersion(),
  };
}

const SHAPE = 'id uuid, number text, kek integer, wrapped text, ssn text, index text, key integer';
const TABLES = [
  `insert into app_user (id, username, email, created_at, updated_at)
   select id, 'p' || right(number, 10), id || '@example.com', now(), now() from made`,
  `insert into customer (id, customer_number, country, ssn_encrypted, created_at, updated_at)
   select id, number, 'US', ssn, now(), now() from made`,
  `insert into data_key (user_id, kek_version, wrapped, created_at) select id, kek, decode(wrapped, 'hex'), now() from made`,
  `insert into identifier_index (id, customer_id, kind, value_index, key_version, created_at)
   select id, id, 'ssn', decode(index, 'hex'), key, now() from made`,
];

/** People by SQL, each with a sealed and indexed number under the current keys of `deps`, numbered from `from`. */
export async function makePeople(
  { deps, owner }: Pick<TestDeps, 'deps' | 'owner'>,
  { count, from = 0 }: { count: number; from?: number },
): Promise<UserId[]> {
  const ids: UserId[] = [];
  for (let at = 0; at < count; at += IN_ONE_STATEMENT) {
    const size = Math.min(IN_ONE_STATEMENT, count - at);
    const rows = Array.from({ length: size }, (_, offset) => rowOf({ deps }, from + at + offset));
    for (const statement of TABLES)
      await owner(`with made as (select * from jsonb_to_recordset(?::jsonb) as row(${SHAPE})) ${statement}`, [
        JSON.stringify(rows),
      ]);
    ids.push(...rows.map(({ id }) => id as UserId)); // fresh ids are where the brand begins
  }
  return ids;
}

/** Opens random people's numbers, as a screen would, until told to stop; every one that does not open counts. */
export function readAllTheTime(deps: TestDeps['deps'], ids: readonly UserId[], from = 0) {
  const counted = { reads: 0, failed: 0 };
  let isOver = false;
  const reading = (async () => {
    while (!isOver) {
      const at = Math.floor(Math.random() * ids.length);
      const em = deps.orm.em.fork();
      const id = ids[at];
      if (id === undefined) throw new DomainError('NOT_FOUND');
      const [row] = await em.execute<{ ssn: string }[]>('select ssn_encrypted as ssn from customer where id = ?', [id]);
      const place = { table: 'customer', column: 'ssn_encrypted', rowId: id };
      const text = await openVault({ deps, em, now: deps.clock() }, id)
        .then((vault) => vault.open(place, row?.ssn ?? ''))
        .catch(() => null);
      counted.reads += 1;
      if (text !== ssnOf(from + at)) counted.failed += 1;
    }
  })();
  return {
    counted,
    async stop() {
      isOver = true;
      await reading;
      return counted;
    },
  };
}
