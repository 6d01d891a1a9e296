import { KycDocument, type SqlEntityManager } from '@ostiary/db';
import type { Deps } from '../../context.ts';
import { loggable } from '../../failures.ts';
import { sweepUploads } from './upload-janitor.ts';
import { listFiled, reportVanished } from './vanished.ts';

const MINUTE = 60_000;
/** A part that is being written is touched every five seconds, and a whole file gets its row within those of a transaction. */
const ABANDONED_MS = 25_000;
/** With `ABANDONED_MS` and a restart well within a minute. */
const EVERY_MS = 20_000;
const BATCH = 500;

interface Found {
  readonly stored: Set<string>;
  readonly old: { key: string; isPart: boolean }[];
}

async function look(deps: Deps): Promise<Found> {
  const now = Date.now();
  const found: Found = { stored: new Set(), old: [] };
  for await (const { key, isPart, modifiedAt } of deps.ports.documents.list()) {
    if (!isPart) found.stored.add(key);
    if (now - modifiedAt.getTime() >= ABANDONED_MS) found.old.push({ key, isPart });
  }
  return found;
}

/** Of these keys, the ones a row stands for: documents that keep their file, and segments of open uploads. */
async function keptOf(em: SqlEntityManager, keys: readonly string[]): Promise<Set<string>> {
  const rows = await em.execute<{ key: string }[]>(
    `select storage_key as key from kyc_document where storage_key = any(?::text[]) and file_removed_at is null
     union all
     select s ->> 'key' from upload, jsonb_array_elements(segments) s where state = 'OPEN' and s ->> 'key' = any(?::text[])`,
    [`{${keys.join(',')}}`, `{${keys.join(',')}}`],
  );
  return new Set(rows.map(({ key }) => key));
}

/** Unfinished parts whose writer died, and whole files whose row never came or no longer wants them. */
async function removeStrays(deps: Deps, old: Found['old']): Promise<number> {
  const em = deps.orm.em.fork();
  let removed = 0;
  for (let at = 0; at < old.length; at += BATCH) {
    const batch = old.slice(at, at + BATCH);
    const kept = await keptOf(
      em,
      batch.map(({ key }) => key),
    );
    for (const { key, isPart } of batch) {
      if (kept.has(key) && !isPart) continue;
      await deps.ports.documents.remove(key);
      removed += 1;
    }
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

/** Closes the gap between store and tables from both sides. */
export async function sweepDocuments(deps: Deps): Promise<{ removed: number }> {
  await checkAgain(deps);
  await sweepUploads(deps);
  const filed = await listFiled(deps.orm.em.fork());
  const { stored, old } = await look(deps);
  await reportVanished(deps, filed, stored);
  return { removed: await removeStrays(deps, old) };
}

/** Sweeps at once and then every twenty seconds, so that nothing a crash left behind is older than a minute. */
export function startSweeping(deps: Deps): void {
  let isSweeping = false;
  const sweep = async () => {
    if (isSweeping) return;
    isSweeping = true;
    await sweepDocuments(deps)
      .catch((error: unknown) => deps.log.warn({ err: loggable(error) }, 'the sweep of documents failed'))
      .finally(() => (isSweeping = false));
  };
  setInterval(() => void sweep(), EVERY_MS).unref();
  void sweep();
}
