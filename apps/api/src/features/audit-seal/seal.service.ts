import type { SqlEntityManager } from '@ostiary/db';
import { checkpointText } from '@ostiary/domain/checkpoint';
import { nodeHash } from '@ostiary/domain/crypto';
import { growTree } from '@ostiary/domain/merkle';
import type { Deps } from '../../context.ts';
import { findInconsistency } from './consistency.ts';
import { openCheckpoint, outsideFolder, readNewestOutside } from './outside.ts';
import { refuseSeal } from './refuse-seal.ts';
import { type Head, keepSubtrees, readFrontier, readHead, rootOf } from './tree-store.ts';

/** What sealing needs of a process. */
export type SealDeps = Pick<Deps, 'env' | 'orm' | 'keys' | 'clock'>;

/** Records sealed in one transaction: its statements end well within the five seconds that they may take. */
const BATCH = 5_000;

const LOCK = `hashtextextended('audit-seal', 0)`;

/** One sealer or copier at a time; the lock ends with the transaction, also when its process is killed. */
export async function takeSealLock(tx: SqlEntityManager, { isPatient = false } = {}): Promise<boolean> {
  if (isPatient) await tx.execute(`select pg_advisory_xact_lock(${LOCK})`);
  const [row] = await tx.execute<{ isMine: boolean }[]>(`select pg_try_advisory_xact_lock(${LOCK}) as "isMine"`);
  return row?.isMine === true;
}

/**
 * The transactions below the snapshot's xmin have all ended, so nobody can still add a record in front of these; those
 * from it on wait, however long one of them stays open (docs/audit.md).
 */
const NEXT = `
  select id, xid, leaf from audit_event
  where (xid, id) > (?::xid8, ?::uuid) and xid < pg_snapshot_xmin(pg_current_snapshot())
  order by xid, id limit ?`;

async function hasNext(tx: SqlEntityManager, { xid, id }: Head): Promise<boolean> {
  return (await tx.execute(NEXT, [xid, id, 1])).length > 0;
}

/** Gives the next records their indexes. */
async function appendNext(tx: SqlEntityManager, { size, xid, id }: Head): Promise<Buffer[]> {
  const rows = await tx.execute<{ index: number; leaf: Buffer }[]>(
    `insert into audit_seal (index, event_id, xid, leaf)
     select ?::bigint + row_number() over (order by xid, id) - 1, id, xid, leaf from (${NEXT}) next
     returning index::float8 as index, leaf`,
    [size, xid, id, BATCH],
  );
  return rows.toSorted((left, right) => left.index - right.index).map(({ leaf }) => leaf);
}

async function signNext(deps: SealDeps, tx: SqlEntityManager, head: Head): Promise<number> {
  const leaves = await appendNext(tx, head);
  const { frontier, completed } = growTree(nodeHash, await readFrontier(tx, head.size), leaves);
  await keepSubtrees(tx, completed);
  const root = rootOf(frontier);
  const note = deps.keys.checkpoint.signer.sign(checkpointText({ size: frontier.size, root }));
  await tx.execute('insert into audit_checkpoint (size, root, note, signed_at) values (?, ?, ?, ?)', [
    frontier.size,
    Buffer.from(root),
    note,
    deps.clock(),
  ]);
  return leaves.length;
}

async function sealBatch(deps: SealDeps): Promise<number> {
  const { verifiers } = deps.keys.checkpoint;
  return deps.orm.em.fork().transactional(async (tx) => {
    if (!(await takeSealLock(tx))) return 0;
    const head = await readHead(tx);
    if (!(await hasNext(tx, head))) return 0;
    // Read under the lock: what another sealer copied meanwhile would look as if it had been lost.
    const outside = await readNewestOutside(outsideFolder(deps.env));
    const reason = await findInconsistency(tx, { size: head.size, outside, verifiers });
    if (reason === null) return signNext(deps, tx, head);
    const outsideSize = outside === null ? null : (openCheckpoint(verifiers, outside)?.size ?? null);
    await refuseSeal(tx, { reason, size: head.size, outsideSize, now: deps.clock() });
    return 0;
  });
}

/**
 * Appends every record of a finished transaction to the tree and signs the tree's new size and root. Refuses, with a
 * CRITICAL security event, to continue a tree that is not the one that was signed. Several at once do no harm.
 * @returns how many records were sealed; 0 also while another sealer is at work, or while it refuses
 */
export async function sealAudit(deps: SealDeps): Promise<number> {
  let sealed = 0;
  for (;;) {
    const batch = await sealBatch(deps);
    sealed += batch;
    if (batch < BATCH) return sealed;
  }
}
