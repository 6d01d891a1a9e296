import type { SqlEntityManager } from '@ostiary/db';
import type { Deps } from '../../context.ts';
import { SHARDS, type StoredName } from '../../ports/document-store.ts';
import { type Filed, listFiled, reportReturned, reportVanished } from './vanished.ts';
import { tellUnreachable } from './watch-documents.ts';

/** A part that is being written is touched every five seconds, and a whole file gets its row within those of a transaction. */
const ABANDONED_MS = 25_000;
/** Longer than any request may take: what a dead writer left is in a shard that changed since. */
const RECENT_MS = 10 * 60_000;
/** Each shard gets its turn by the clock, so that all of them are read within a day. */
const TURN_MS = 5 * 60_000;
const BATCH = 500;
const SAMPLE = 50;

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

async function isOld({ ports }: Deps, file: StoredName): Promise<boolean> {
  const modifiedAt = await ports.documents.modifiedAt(file);
  return modifiedAt !== null && Date.now() - modifiedAt.getTime() >= ABANDONED_MS;
}

/** Unfinished parts whose writer died, and whole files whose row never came or no longer wants them. */
async function removeStrays(deps: Deps, doubtful: readonly StoredName[]): Promise<number> {
  const em = deps.orm.em.fork();
  let removed = 0;
  for (let at = 0; at < doubtful.length; at += BATCH) {
    const old: StoredName[] = [];
    for (const file of doubtful.slice(at, at + BATCH)) if (await isOld(deps, file)) old.push(file);
    const kept = await keptOf(
      em,
      old.map(({ key }) => key),
    );
    for (const { key, isPart } of old) {
      if (kept.has(key) && !isPart) continue;
      await deps.ports.documents.remove(key);
      removed += 1;
    }
  }
  return removed;
}

/** What changed a while ago, what is missing, and one shard more; or everything. */
async function shardsToRead(deps: Deps, em: SqlEntityManager): Promise<Set<string>> {
  const now = Date.now();
  const missing = await em.execute<{ shard: string }[]>(
    `select distinct right(storage_key, 2) as shard from kyc_document
     where missing_since is not null and lost_at is null and file_removed_at is null`,
  );
  const turn = SHARDS[Math.floor(now / TURN_MS) % SHARDS.length] ?? '00';
  const changed = await deps.ports.documents.changedSince(new Date(now - RECENT_MS));
  return new Set([turn, ...changed, ...missing.map(({ shard }) => shard)]);
}

/** The mark, or at the first start, and once in a bank older than the mark, most of its oldest documents. */
async function isMounted({ orm, ports: { documents } }: Deps): Promise<boolean> {
  if (await documents.isMarked()) return true;
  const filed = await orm.em.fork().execute<{ key: string }[]>(
    `select storage_key as key from kyc_document
       where file_removed_at is null and lost_at is null and status <> 'UPLOADING' order by id limit ?`,
    [SAMPLE],
  );
  let present = 0;
  for (const { key } of filed) if ((await documents.modifiedAt({ key, isPart: false })) !== null) present += 1;
  if (present * 2 < filed.length) return false;
  await documents.mark();
  return true;
}

interface Pass {
  readonly isWhole: boolean;
  /** Called between two shards. */
  readonly beat: () => Promise<unknown>;
}

async function readShards(deps: Deps, { isWhole, beat }: Pass): Promise<number> {
  const em = deps.orm.em.fork();
  const absent: Filed[] = [];
  let removed = 0;
  for (const shard of isWhole ? SHARDS : await shardsToRead(deps, em)) {
    await beat();
    const filed = await listFiled(em, shard);
    const names = await deps.ports.documents.names(shard);
    const stored = new Set(names.flatMap(({ key, isPart }) => (isPart ? [] : [key])));
    const wanted = new Set(filed.map(({ key }) => key));
    absent.push(...filed.filter(({ key }) => !stored.has(key)));
    await reportReturned(
      deps,
      filed.filter(({ key }) => stored.has(key)),
    );
    removed += await removeStrays(
      deps,
      names.filter(({ key, isPart }) => isPart || !wanted.has(key)),
    );
  }
  await reportVanished(deps, absent);
  return removed;
}

/** The disk's own failures name a path, others do not. */
const isOfStore = (error: unknown) => error instanceof Error && 'syscall' in error && 'path' in error;

/**
 * Closes the gap between store and tables from both sides. A store that is away or does not answer is an alarm, and then
 * nothing is removed and nobody's document refused.
 */
export async function reconcile(deps: Deps, pass: Pass): Promise<{ removed: number }> {
  try {
    if (await isMounted(deps)) return { removed: await readShards(deps, pass) };
    await tellUnreachable(deps, { code: 'NOT_MOUNTED' });
  } catch (error) {
    if (!isOfStore(error)) throw error;
    await tellUnreachable(deps, { code: String(Reflect.get(Object(error), 'code')) });
  }
  return { removed: 0 };
}
