import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AuditExport, LockMode, type SqlEntityManager } from '@ostiary/db';
import { AUDIT_EXPORT_RULES, type AuditExportFailure } from '@ostiary/domain/audit';
import { createSha256, sealStream } from '@ostiary/domain/crypto';
import { allOf } from '../../condition.ts';
import { checkpointForExport } from '../audit-seal/copy.service.ts';
import { asSystem, recordAudit } from '../audit/audit.service.ts';
import { claimRun, type ExportDeps, fail, type Run, targetOf } from './export-claim.ts';
import { csvPieces, type Piece } from './export-csv.ts';
import { envelopeOf } from './export-file.ts';
import { jsonlPieces, spanOf } from './export-jsonl.ts';
import { conditionsOf, EVERYTHING } from './narrowing.ts';

const DAY_MS = 24 * 60 * 60_000;

/** Cancelled, or another run took its place: nothing more is to be said about it. */
class GivenUp extends Error {}
class Unexportable extends Error {
  readonly reason: AuditExportFailure;
  constructor(reason: AuditExportFailure) {
    super(reason);
    this.reason = reason;
  }
}

/** Counting a year may take longer than a person would wait for an answer. */
const patiently = <T>({ orm }: ExportDeps, work: (em: SqlEntityManager) => Promise<T>): Promise<T> =>
  orm.em.fork().transactional(async (em) => {
    await em.execute(`set local statement_timeout = '120s'`);
    return work(em);
  });

async function countPeriod(deps: ExportDeps, { filter, requestedAt }: Run): Promise<number> {
  const { from, to } = filter;
  const { sql, params } = allOf([
    ...conditionsOf({ ...EVERYTHING, from, to }),
    { sql: 'e.at < ?', params: [requestedAt] },
  ]);
  const [row] = await patiently(deps, (em) =>
    em.execute<{ n: number }[]>(`select count(*)::float8 as n from audit_event e where ${sql}`, [...params]),
  );
  return row?.n ?? 0;
}

/** How many records are to be read, and they. Throws `Unexportable`. */
async function openLog(deps: ExportDeps, run: Run): Promise<{ total: number; pieces: AsyncGenerator<Piece> }> {
  if (run.format === 'CSV')
    return { total: await countPeriod(deps, run), pieces: csvPieces(() => deps.orm.em.fork(), run) };
  const checkpoint = await checkpointForExport(deps);
  if (!checkpoint) throw new Unexportable('NOTHING_SEALED');
  const span = await patiently(deps, (em) => spanOf(em, run.filter, checkpoint.size));
  return { total: span.end - span.first, pieces: jsonlPieces(deps, run.filter, { checkpoint, span }) };
}

/** Says how far the run is; throws `GivenUp` where it is nobody's business any more. */
async function progress({ orm, clock }: ExportDeps, run: Run, told: { read: number; rows: number; total?: number }) {
  const own = { id: run.id, run: run.run, state: 'RUNNING' } as const;
  const affected = await orm.em.fork().nativeUpdate(AuditExport, own, { ...told, progressedAt: clock() });
  if (affected !== 1) throw new GivenUp();
}

interface Written {
  rows: number;
  sizeBytes: number;
  sha256: string;
}

/** Writes the file, a piece in memory at a time. */
async function write(deps: ExportDeps, run: Run): Promise<Written> {
  const { total, pieces } = await openLog(deps, run);
  const hash = createSha256();
  const done = { read: 0, rows: 0, sizeBytes: 0 };
  await progress(deps, run, { read: 0, rows: 0, total });
  async function* bytes() {
    for await (const { text, read, rows } of pieces) {
      const piece = Buffer.from(text, 'utf8');
      hash.update(piece);
      done.read += read;
      done.rows += rows;
      done.sizeBytes += piece.length;
      await progress(deps, run, { read: done.read, rows: done.rows });
      if (piece.length > 0) yield piece;
    }
  }
  const file = await deps.ports.exports.create(run.storageKey);
  try {
    await pipeline(Readable.from(bytes()), sealStream(envelopeOf(deps, run)), file.stream);
    await file.commit();
  } catch (error) {
    await file.discard();
    throw error;
  }
  return { rows: done.rows, sizeBytes: done.sizeBytes, sha256: hash.digest().toString('hex') };
}

/** Settles this run's own row, if it is still its own. */
function settle({ orm }: ExportDeps, { id, run }: Run, change: (em: SqlEntityManager, row: AuditExport) => void) {
  return orm.em.fork().transactional(async (em) => {
    const row = await em.findOne(AuditExport, { id, run, state: 'RUNNING' }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (!row) return false;
    change(em, row);
    return true;
  });
}

function finish(deps: ExportDeps, run: Run, written: Written): Promise<boolean> {
  const now = deps.clock();
  return settle(deps, run, (em, row) => {
    const expiresAt = new Date(now.getTime() + AUDIT_EXPORT_RULES.keptDays * DAY_MS);
    Object.assign(row, { ...written, state: 'READY', finishedAt: now, expiresAt });
    const { rows, sizeBytes, sha256 } = written;
    const after = { format: run.format, rows, size: sizeBytes, sha256 };
    recordAudit(asSystem(em, now), { action: 'audit.export-finished', target: targetOf(run.id), after });
  });
}

async function giveUp(deps: ExportDeps, run: Run, error: unknown): Promise<void> {
  await deps.ports.exports.remove(run.storageKey);
  if (error instanceof GivenUp) return;
  // A damaged tree has no proofs; trying again would not mend it.
  const reason = error instanceof Unexportable ? error.reason : error instanceof RangeError ? 'SEAL_BROKEN' : null;
  const isLast = run.run >= AUDIT_EXPORT_RULES.attempts;
  const now = deps.clock();
  await settle(deps, run, (em, row) => {
    row.storageKey = null;
    row.progressedAt = null;
    if (reason !== null || isLast) fail(em, row, { now, reason: reason ?? 'STORAGE' });
  });
  // Left to the queue, which tries again a little later.
  if (reason === null && !isLast) throw error;
}

/** The job `export-audit`: writes one file, sealed, and says when it is ready. Killed, it is begun anew from its row. */
export async function runExport(deps: ExportDeps, id: string): Promise<void> {
  const run = await claimRun(deps, id);
  if (!run) return;
  try {
    const isReady = await finish(deps, run, await write(deps, run));
    if (!isReady) await deps.ports.exports.remove(run.storageKey);
  } catch (error) {
    await giveUp(deps, run, error);
  }
}
