import type { SqlEntityManager } from '@ostiary/db';
import { nodeHash } from '@ostiary/domain/crypto';
import { isSameHash, verifyConsistency } from '@ostiary/domain/merkle';
import type { Keys } from '../../context.ts';
import { openCheckpoint } from './outside.ts';
import { listCheckpoints, readConsistency, readFrontier, rootOf } from './tree-store.ts';

export type Refusal =
  /** The newest checkpoint outside is not one of ours, or was cut. */
  | 'OUTSIDE_UNREADABLE'
  /** Less lies outside than was once copied there. */
  | 'OUTSIDE_LOST'
  /** The tree is smaller than one that was signed. */
  | 'TREE_SHORTER'
  /** The tree does not continue the one that was signed. */
  | 'TREE_DIFFERS'
  /** A part of the tree, or its own newest checkpoint, is gone. */
  | 'TREE_DAMAGED';

export interface Evidence {
  readonly size: number;
  /** Note of the newest checkpoint outside. */
  readonly outside: string | null;
  readonly verifiers: Keys['checkpoint']['verifiers'];
}

async function lastCopied(em: SqlEntityManager): Promise<number> {
  const [row] = await em.execute<{ size: number }[]>(
    'select coalesce(max(size), 0)::float8 as size from audit_checkpoint_copy',
  );
  return row?.size ?? 0;
}

/** The signer's own last word is in the database too: the tree must be exactly that one. */
async function compareOwn(em: SqlEntityManager, { size, verifiers }: Evidence, root: Uint8Array) {
  const [own] = await listCheckpoints(em, { limit: 1 });
  if (own === undefined) return size === 0 ? null : 'TREE_DAMAGED';
  const signed = openCheckpoint(verifiers, own.note);
  if (signed === null) return 'TREE_DAMAGED';
  if (signed.size > size) return 'TREE_SHORTER';
  return signed.size === size && isSameHash(signed.root, root) ? null : 'TREE_DIFFERS';
}

async function compare(em: SqlEntityManager, evidence: Evidence): Promise<Refusal | null> {
  const { size, outside, verifiers } = evidence;
  const first = outside === null ? null : openCheckpoint(verifiers, outside);
  if (outside !== null && first === null) return 'OUTSIDE_UNREADABLE';
  if ((first?.size ?? 0) < (await lastCopied(em))) return 'OUTSIDE_LOST';
  if (first !== null && first.size > size) return 'TREE_SHORTER';
  const root = rootOf(await readFrontier(em, size));
  if (first !== null && first.size > 0) {
    const proof = await readConsistency(em, first.size, size);
    if (!verifyConsistency(nodeHash, { first, second: { size, root }, proof })) return 'TREE_DIFFERS';
  }
  return compareOwn(em, evidence, root);
}

/** Why the tree of this size must not be signed or continued; null where it continues all that was signed. */
export async function findInconsistency(em: SqlEntityManager, evidence: Evidence): Promise<Refusal | null> {
  try {
    return await compare(em, evidence);
  } catch (error) {
    if (error instanceof RangeError) return 'TREE_DAMAGED';
    throw error;
  }
}
