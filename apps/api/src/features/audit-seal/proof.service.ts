import type { SqlEntityManager } from '@ostiary/db';
import { encodeBase64 } from '@ostiary/domain/checkpoint';
import { listCheckpoints, readInclusions, type StoredCheckpoint } from './tree-store.ts';

export interface SealedProof {
  /** Place in the tree, from 0. */
  readonly index: number;
  readonly canonical: string;
  /** Leaf hash, base64. */
  readonly leaf: string;
  /** Inclusion proof in the checkpoint's tree, base64, nearest first. */
  readonly proof: readonly string[];
}

interface SealedRow {
  readonly id: string;
  readonly index: number;
  readonly canonical: string;
  readonly leaf: Buffer;
}

/**
 * Inclusion proofs of many records at once, for exports: one query for the records and one for the hashes of a page.
 * @returns by the record's id; records that are not in the checkpoint's tree are left out
 */
export async function proofsOf(
  em: SqlEntityManager,
  eventIds: readonly string[],
  { size }: Pick<StoredCheckpoint, 'size'>,
): Promise<Map<string, SealedProof>> {
  const rows = await em.execute<SealedRow[]>(
    `select e.id, s.index::float8 as index, e.canonical, s.leaf
     from jsonb_array_elements_text(?::jsonb) wanted
     join audit_seal s on s.event_id = wanted::uuid join audit_event e on e.id = s.event_id where s.index < ?`,
    [JSON.stringify(eventIds), size],
  );
  const proofs = await readInclusions(
    em,
    rows.map(({ index }) => index),
    size,
  );
  return new Map(
    rows.map(({ id, index, canonical, leaf }, at) => [
      id,
      { index, canonical, leaf: encodeBase64(leaf), proof: (proofs[at] ?? []).map(encodeBase64) },
    ]),
  );
}

/**
 * The proof that one record is in the tree of the newest checkpoint. Null while it is not sealed, and for an id that no
 * record has. Throws RangeError where the kept tree is damaged: the verification says where.
 */
export async function proofOf(em: SqlEntityManager, eventId: string) {
  const [checkpoint] = await listCheckpoints(em, { limit: 1 });
  const sealed = checkpoint && (await proofsOf(em, [eventId], checkpoint)).get(eventId);
  return sealed ? { ...sealed, checkpoint } : null;
}

export type { StoredCheckpoint } from './tree-store.ts';

/** The newest signed checkpoint, which not yet lies outside as a rule: exports use `checkpointForExport` (copy.service). */
export async function newestCheckpoint(em: SqlEntityManager): Promise<StoredCheckpoint | null> {
  const [newest] = await listCheckpoints(em, { limit: 1 });
  return newest ?? null;
}
