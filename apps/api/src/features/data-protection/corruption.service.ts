import type { MikroORM, SqlEntityManager } from '@ostiary/db';
import { CryptoError, sha256 } from '@ostiary/domain/crypto';
import { DomainError } from '@ostiary/domain/shared';
import type { Deps } from '../../context.ts';
import { asSystem, recordSecurityEvent } from '../audit/audit.service.ts';
import { askAgain } from './ask-again.ts';
import type { Broken } from './sealed-place.ts';

export type { Broken, SealedPlace } from './sealed-place.ts';

/** What reporting needs of a process: whoever is asked for something again is told of it. */
export type Reporter = Pick<Deps, 'orm' | 'clock' | 'log' | 'keys'> & Partial<Pick<Deps, 'jobs'>>;

/** One event for each piece of ciphertext, however often it is read; nothing of what it held, for nobody knows that. */
async function recordOnce(em: SqlEntityManager, now: Date, { userId, place, sealed }: Broken): Promise<void> {
  const { table, column, rowId } = place;
  const fingerprint = sha256(Buffer.from(sealed)).toString('hex').slice(0, 16);
  const metadata = { table, column, rowId, fingerprint };
  await em.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [JSON.stringify(metadata)]);
  const known = await em.execute<unknown[]>(
    `select from security_event where event_type = 'CORRUPTED_CIPHERTEXT' and not resolved and metadata @> ?::jsonb limit 1`,
    [JSON.stringify(metadata)],
  );
  if (known.length > 0) return;
  const isFile = table === 'kyc_document' && column === 'file';
  recordSecurityEvent(asSystem(em, now), {
    eventType: 'CORRUPTED_CIPHERTEXT',
    severity: 'CRITICAL',
    userId,
    description: isFile
      ? 'A stored document does not open'
      : 'Stored ciphertext does not open where it lies: damaged, or moved from elsewhere',
    metadata,
  });
}

/** Two transactions of their own: the event stands even where asking again has to wait for another day. */
async function report(deps: Reporter, broken: Broken): Promise<void> {
  const { orm } = deps;
  const now = deps.clock();
  await orm.em.fork().transactional((em) => recordOnce(em, now, broken));
  await orm.em.fork().transactional((em) => askAgain({ ...asSystem(em, now), deps }, broken));
}

const running = new WeakMap<MikroORM, Set<Promise<void>>>();

/**
 * Starts the report of ciphertext that did not open. Not awaited where it is found: the reader may hold the very row
 * lock that asking again needs.
 */
export function reportCorruption(deps: Reporter, broken: Broken): void {
  const reports = running.get(deps.orm) ?? new Set();
  running.set(deps.orm, reports);
  const one: Promise<void> = report(deps, broken)
    .catch((error: unknown) => deps.log.error({ err: error, place: broken.place }, 'corrupted ciphertext not reported'))
    .finally(() => reports.delete(one));
  reports.add(one);
}

/** Resolves when every report begun so far is stored: before an answer that told of it goes out. */
export async function reportsStored(orm: MikroORM): Promise<void> {
  const reports = running.get(orm);
  if (reports) await Promise.all(reports);
}

/** Runs what may fail to open; then the failure is on its way to the record. Throws `CORRUPTED_DATA`, with the requirement where the place names one. */
export function orReport<T>(deps: Reporter, broken: Broken, open: () => T): T {
  try {
    return open();
  } catch (error) {
    if (!(error instanceof CryptoError)) throw error;
    reportCorruption(deps, broken);
    const { requirement } = broken.place;
    throw new DomainError('CORRUPTED_DATA', requirement === undefined ? {} : { details: { requirement } });
  }
}
