import { KycDocument } from '@ostiary/db';
import type { Deps } from '../../context.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;

/** Files that no row knows: unfinished parts after an hour, whole ones after ten minutes (their row is a moment away). */
async function removeStrayFiles(deps: Deps): Promise<number> {
  const em = deps.orm.em.fork();
  const now = Date.now();
  let removed = 0;
  for await (const { key, isPart, modifiedAt } of deps.ports.documents.list()) {
    const age = now - modifiedAt.getTime();
    if (age < (isPart ? HOUR : 10 * MINUTE)) continue;
    if ((await em.count(KycDocument, { storageKey: key })) > 0 && !isPart) continue;
    await deps.ports.documents.remove(key);
    removed += 1;
  }
  return removed;
}

/** Documents whose check was asked for a minute ago and has not happened: the wake-up was lost, or the scanner was down. */
async function checkAgain(deps: Deps): Promise<void> {
  const em = deps.orm.em.fork();
  const waiting = await em.find(KycDocument, { status: 'QUARANTINED', updatedAt: { $lt: new Date(deps.clock().getTime() - MINUTE) } }, { limit: 100 });
  for (const { id } of waiting) await deps.jobs.send(em, 'scan-document', { id });
}

/** Closes the gap between store and tables from both sides; runs once a minute. */
export async function sweepDocuments(deps: Deps): Promise<{ removed: number }> {
  await checkAgain(deps);
  return { removed: await removeStrayFiles(deps) };
}
