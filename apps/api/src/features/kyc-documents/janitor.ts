import { KycDocument } from '@ostiary/db';
import type { Deps } from '../../context.ts';

const MINUTE = 60_000;
/** A request ends after two minutes: what nobody wrote to for longer and no row knows was abandoned. */
const ABANDONED_MS = 3 * MINUTE;

/** Unfinished parts, and whole files whose row never came. */
async function removeStrayFiles(deps: Deps): Promise<number> {
  const em = deps.orm.em.fork();
  const now = Date.now();
  let removed = 0;
  for await (const { key, isPart, modifiedAt } of deps.ports.documents.list()) {
    const age = now - modifiedAt.getTime();
    if (age < ABANDONED_MS) continue;
    if ((await em.count(KycDocument, { storageKey: key })) > 0 && !isPart) continue;
    await deps.ports.documents.remove(key);
    removed += 1;
  }
  return removed;
}

/** Documents whose check was asked for a minute ago and has not happened: the wake-up was lost, or the scanner was down. */
async function checkAgain(deps: Deps): Promise<void> {
  const em = deps.orm.em.fork();
  const waiting = await em.find(
    KycDocument,
    { status: 'QUARANTINED', updatedAt: { $lt: new Date(deps.clock().getTime() - MINUTE) } },
    { limit: 100 },
  );
  for (const { id } of waiting) await deps.jobs.send(em, 'scan-document', { id });
}

/** Closes the gap between store and tables from both sides; runs once a minute. */
export async function sweepDocuments(deps: Deps): Promise<{ removed: number }> {
  await checkAgain(deps);
  return { removed: await removeStrayFiles(deps) };
}
