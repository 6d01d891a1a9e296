import type { SqlEntityManager } from '@ostiary/db';
import { findInconsistency } from './consistency.ts';
import { openCheckpoint, outsideFolder, readNewestOutside, touchNewest, writeOutside } from './outside.ts';
import { refuseSeal } from './refuse-seal.ts';
import { type SealDeps, sealAudit, takeSealLock } from './seal.service.ts';
import { listCheckpoints, readHead, type StoredCheckpoint } from './tree-store.ts';

const EVERY_MS = 60_000;

async function isDue(tx: SqlEntityManager, { size }: StoredCheckpoint, now: Date): Promise<boolean> {
  const [copy] = await tx.execute<{ size: number; isOld: boolean }[]>(
    `select size::float8 as size, copied_at <= ? as "isOld" from audit_checkpoint_copy order by size desc limit 1`,
    [new Date(now.getTime() - EVERY_MS)],
  );
  return copy === undefined || (copy.size < size && copy.isOld);
}

/** Files are written while a transaction is open that holds nothing but the lock: two writers would set the newest back. */
async function copyNewest(deps: SealDeps, tx: SqlEntityManager, isForced: boolean): Promise<void> {
  const [folder, now] = [outsideFolder(deps.env), deps.clock()];
  const [newest] = await listCheckpoints(tx, { limit: 1 });
  if (newest === undefined) return;
  const outside = await readNewestOutside(folder);
  const { verifiers } = deps.keys.checkpoint;
  const outsideSize = outside === null ? null : (openCheckpoint(verifiers, outside)?.size ?? null);
  if (outsideSize === newest.size || !(isForced || (await isDue(tx, newest, now)))) {
    if (outside !== null) await touchNewest(folder, new Date(Date.now() - EVERY_MS));
    return;
  }
  const { size } = await readHead(tx);
  const reason = await findInconsistency(tx, { size, outside, verifiers });
  if (reason !== null) return refuseSeal(tx, { reason, size, outsideSize, now });
  await writeOutside(folder, newest);
  await tx.execute('insert into audit_checkpoint_copy (size, copied_at) values (?, ?) on conflict do nothing', [
    newest.size,
    now,
  ]);
}

/**
 * Copies the newest checkpoint to the place outside: on a change, and at most once a minute unless `isForced`. Refuses
 * like the sealer where the tree does not continue the copy that lies there.
 */
export async function copyCheckpoint(deps: SealDeps, { isForced = false } = {}): Promise<void> {
  await deps.orm.em.fork().transactional(async (tx) => {
    if (await takeSealLock(tx, { isPatient: isForced })) await copyNewest(deps, tx, isForced);
  });
}

/**
 * Seals what is there, copies the checkpoint outside, and returns the newest one that lies in both places: what an export
 * is made against, so that whoever holds the folder can check it. Null where nothing was ever sealed.
 */
export async function checkpointForExport(deps: SealDeps): Promise<StoredCheckpoint | null> {
  await sealAudit(deps);
  await copyCheckpoint(deps, { isForced: true });
  const [newest] = await listCheckpoints(deps.orm.em.fork(), { limit: 1, isCopied: true });
  return newest ?? null;
}
