import type { Deps } from '../../context.ts';
import { loggable } from '../../failures.ts';
import { reconcile } from './reconcile.ts';
import { sweepUploads } from './upload-janitor.ts';
import { tellStalled } from './watch-documents.ts';

const MINUTE = 60_000;
/** Longer than a job goes on trying by itself (`RETRYING`, packages/db): then nobody is at it any more. */
const AGAIN_MS = 10 * MINUTE;
/** With what counts as abandoned and a restart well within a minute. */
const EVERY_MS = 20_000;
const AT_ONCE = 100;

/** Documents whose check was asked for a minute ago and has not happened: the wake-up was lost, or the scanner is down. */
async function checkAgain(deps: Deps): Promise<void> {
  await deps.orm.em.fork().transactional(async (em) => {
    const now = deps.clock();
    const waiting = await em.execute<{ id: string }[]>(
      `update kyc_document set scan_asked_at = ? where id in (
         select id from kyc_document where status = 'QUARANTINED' and file_removed_at is null and updated_at < ?
           and (scan_asked_at is null or scan_asked_at < ?)
         order by scan_asked_at nulls first, uploaded_at limit ? for no key update skip locked)
       returning id`,
      [now, new Date(now.getTime() - MINUTE), new Date(now.getTime() - AGAIN_MS), AT_ONCE],
    );
    for (const { id } of waiting) await deps.jobs.send(em, 'scan-document', { id });
  });
}

/** Of all processes one at a time; null while another one is at it. */
async function alone<T>(deps: Deps, work: (beat: () => Promise<unknown>) => Promise<T>): Promise<T | null> {
  return deps.orm.em.fork().transactional(async (em) => {
    const [row] = await em.execute<{ isMine: boolean }[]>(
      `select pg_try_advisory_xact_lock(hashtextextended('sweep of documents', 0)) as "isMine"`,
    );
    // The database ends transactions that say nothing for long.
    return row?.isMine ? work(() => em.execute('select 1')) : null;
  });
}

/** Asks for checks that did not happen, finishes uploads, and closes the gap between store and tables (`isWhole`: in every shard). */
export async function sweepDocuments(
  deps: Deps,
  { isWhole = false }: { readonly isWhole?: boolean } = {},
): Promise<{ removed: number }> {
  await checkAgain(deps);
  await tellStalled(deps);
  await sweepUploads(deps);
  return (await alone(deps, (beat) => reconcile(deps, { isWhole, beat }))) ?? { removed: 0 };
}

/** Sweeps everything at once and what changes every twenty seconds, so that nothing a crash left behind is older than a minute. */
export function startSweeping(deps: Deps): void {
  let isSweeping = false;
  const sweep = async (isWhole: boolean) => {
    if (isSweeping) return;
    isSweeping = true;
    await sweepDocuments(deps, { isWhole })
      .catch((error: unknown) => deps.log.warn({ err: loggable(error) }, 'the sweep of documents failed'))
      .finally(() => (isSweeping = false));
  };
  setInterval(() => void sweep(false), EVERY_MS).unref();
  void sweep(true);
}
