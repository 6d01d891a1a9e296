import type { SqlEntityManager } from '@ostiary/db';
import { EMPTY_ROOT, nodeHash } from '@ostiary/domain/crypto';
import {
  consistencyRanges,
  foldPeaks,
  type Frontier,
  inclusionRanges,
  keptPlacesOf,
  peaksOf,
  type Place,
  proofOfRanges,
  type Range,
  type Subtree,
} from '@ostiary/domain/merkle';

type Kept = (place: Place) => Uint8Array | undefined;

const KEPT = `
  select 0 as level, s.index::float8 as index, s.leaf as hash
    from jsonb_array_elements_text(?::jsonb) wanted join audit_seal s on s.index = wanted::bigint
  union all
  select t.level, t.index::float8, t.hash
    from jsonb_to_recordset(?::jsonb) wanted (level smallint, index bigint) join audit_subtree t using (level, index)`;

/** Reads kept subtrees and leaves in one query; who asks for another gets undefined. */
export async function readKept(em: SqlEntityManager, places: readonly Place[]): Promise<Kept> {
  if (places.length === 0) return () => undefined;
  const leaves = places.filter(({ level }) => level === 0).map(({ index }) => index);
  const above = places.filter(({ level }) => level > 0).map(({ level, index }) => ({ level, index }));
  const rows = await em.execute<Subtree[]>(KEPT, [JSON.stringify(leaves), JSON.stringify(above)]);
  const hashes = new Map(rows.map(({ level, index, hash }) => [`${level}/${index}`, hash]));
  return ({ level, index }) => hashes.get(`${level}/${index}`);
}

/** The tree as it is kept, to be grown. Throws RangeError where a part of it is gone. */
export async function readFrontier(em: SqlEntityManager, size: number): Promise<Frontier> {
  const whole = { from: 0, to: size };
  const kept = await readKept(em, keptPlacesOf([whole]));
  return { size, peaks: peaksOf(nodeHash, whole, kept) };
}

/** 32 bytes, of an empty tree too. */
export const rootOf = ({ peaks }: Pick<Frontier, 'peaks'>): Uint8Array => foldPeaks(nodeHash, peaks) ?? EMPTY_ROOT;

/** Inclusion proofs of several records in one tree, in their order. Throws RangeError where a part of it is gone. */
export async function readInclusions(em: SqlEntityManager, indexes: readonly number[], size: number) {
  const ranges: Range[][] = indexes.map((index) => inclusionRanges(index, size));
  const different = new Map(ranges.flat().map((range) => [`${range.from}/${range.to}`, range]));
  const kept = await readKept(em, keptPlacesOf([...different.values()]));
  // Neighbours share all but the lowest ranges of their proofs: each is hashed once.
  const made = new Map<string, Uint8Array[]>();
  const hashOf = (range: Range) => {
    const key = `${range.from}/${range.to}`;
    const hash = made.get(key) ?? proofOfRanges(nodeHash, [range], kept);
    made.set(key, hash);
    return hash;
  };
  return ranges.map((each) => each.flatMap(hashOf));
}

/** The proof that the kept tree of one size begins the one of another. Throws RangeError where a part of it is gone. */
export async function readConsistency(em: SqlEntityManager, first: number, second: number) {
  const ranges = consistencyRanges(first, second);
  return proofOfRanges(nodeHash, ranges, await readKept(em, keptPlacesOf(ranges)));
}

export async function keepSubtrees(em: SqlEntityManager, subtrees: readonly Subtree[]): Promise<void> {
  const rows = subtrees.map(({ level, index, hash }) => ({ level, index, hash: Buffer.from(hash).toString('hex') }));
  await em.execute(
    `insert into audit_subtree (level, index, hash)
     select level, index, decode(hash, 'hex') from jsonb_to_recordset(?::jsonb) t (level smallint, index bigint, hash text)`,
    [JSON.stringify(rows)],
  );
}

export interface Head {
  readonly size: number;
  /** Transaction and id of the last sealed record. */
  readonly xid: string;
  readonly id: string;
}

const BEFORE_ALL: Head = { size: 0, xid: '0', id: '00000000-0000-0000-0000-000000000000' };

export async function readHead(em: SqlEntityManager): Promise<Head> {
  const [last] = await em.execute<Head[]>(
    'select index::float8 + 1 as size, xid::text as xid, event_id as id from audit_seal order by index desc limit 1',
  );
  return last ?? BEFORE_ALL;
}

export interface StoredCheckpoint {
  readonly size: number;
  readonly root: Buffer;
  /** The signed note. */
  readonly note: string;
  readonly signedAt: Date;
}

type CheckpointRow = Omit<StoredCheckpoint, 'signedAt'> & { readonly signedAt: string };

/** The newest checkpoints in the database, newest first; with `isCopied` only those that are also outside. */
export async function listCheckpoints(
  em: SqlEntityManager,
  { limit, isCopied = false }: { limit: number; isCopied?: boolean },
): Promise<StoredCheckpoint[]> {
  const rows = await em.execute<CheckpointRow[]>(
    `select c.size::float8 as size, c.root, c.note, c.signed_at as "signedAt" from audit_checkpoint c
     ${isCopied ? 'join audit_checkpoint_copy using (size)' : ''} order by c.size desc limit ?`,
    [limit],
  );
  return rows.map((row) => ({ ...row, signedAt: new Date(row.signedAt) }));
}
