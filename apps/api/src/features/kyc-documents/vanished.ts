import { KycDocument, type SqlEntityManager } from '@ostiary/db';
import type { DocumentId } from '@ostiary/domain/shared';
import type { Deps } from '../../context.ts';
import { addToTimeline } from '../application/timeline.service.ts';
import { asSystem, recordAudit, recordSecurityEvent } from '../audit/audit.service.ts';
import { notifyAskedAgain } from '../notifications/notifications.service.ts';
import { getFile, touch } from '../requirements/case-file.service.ts';
import { voidIfChanged } from '../review/evidence-changed.service.ts';
import { tellUnreachable } from './watch-documents.ts';

/** More at once is no loss of single files but a store that is not what it was: nobody's evidence is refused for that. */
const MOST_AT_ONCE = 20;
/** Between the first look and the one that counts. */
const SURE_MS = 60_000;
const UNDECIDED: readonly string[] = [
  'INCOMPLETE',
  'SUBMITTED',
  'IN_REVIEW',
  'PENDING_SECOND_APPROVAL',
  'ACTION_REQUIRED',
];
const IN_USE: readonly string[] = ['QUARANTINED', 'PENDING', 'VERIFIED'];

export interface Filed {
  readonly id: DocumentId;
  readonly key: string;
  readonly missingSince: string | null;
  readonly isLost: boolean;
}

/** Documents of one shard that must have a file. Ask before looking into the store, or one that comes meanwhile looks lost. */
export function listFiled(em: SqlEntityManager, shard: string): Promise<Filed[]> {
  return em.execute<Filed[]>(
    `select d.id, d.storage_key as key, d.missing_since as "missingSince", d.lost_at is not null as "isLost"
     from kyc_document d join customer c on c.id = d.customer_id
     where right(d.storage_key, 2) = ? and d.file_removed_at is null and d.status <> 'UPLOADING' and c.erased_at is null`,
    [shard],
  );
}

/** Locks the case, then the document; null when the row wants its file no more. */
async function lockDocument(em: SqlEntityManager, id: DocumentId) {
  const { applicationId } = await em.findOneOrFail(KycDocument, { id });
  const { application } = await getFile(em, applicationId, { forUpdate: true });
  const document = await em.findOneOrFail(KycDocument, { id }, { refresh: true });
  return document.fileRemovedAt == null ? { application, document } : null;
}

/** Marks the row, asks for the document again while the case is open, and raises a CRITICAL event; once for each document. */
async function reportLost(deps: Deps, em: SqlEntityManager, id: DocumentId): Promise<void> {
  const ctx = asSystem(em, deps.clock());
  const locked = await lockDocument(em, id);
  if (!locked || locked.document.lostAt != null) return;
  const { application, document } = locked;
  const { id: applicationId } = application;
  document.lostAt = ctx.now;
  document.updatedAt = ctx.now;
  if (UNDECIDED.includes(application.status) && IN_USE.includes(document.status)) {
    document.status = 'REJECTED';
    document.rejectionReason = 'DOCUMENT_CORRUPT';
    touch(application, ctx.now);
    addToTimeline(ctx, { applicationId, kind: 'document_failed_check', actorId: null });
    await notifyAskedAgain({ ...ctx, deps }, document.customerId);
  }
  const { requirement, status } = document;
  const after = { requirement, version: application.version, document: id, status, reason: 'DOCUMENT_CORRUPT' };
  recordAudit(ctx, { action: 'document.lost', target: { type: 'kyc_application', id: applicationId }, after });
  recordSecurityEvent(ctx, {
    eventType: 'CORRUPTED_CIPHERTEXT',
    severity: 'CRITICAL',
    userId: document.customerId,
    description: 'The file of a stored document is gone',
    metadata: { documentId: id },
  });
  await voidIfChanged(ctx, applicationId);
}

/** A lost file that is back, e.g. from a backup: it is kept and can be read again. What was asked for meanwhile stays asked. */
async function reportFound(deps: Deps, em: SqlEntityManager, id: DocumentId): Promise<void> {
  const ctx = asSystem(em, deps.clock());
  const locked = await lockDocument(em, id);
  if (!locked || locked.document.lostAt == null) return;
  const { application, document } = locked;
  document.lostAt = null;
  document.missingSince = null;
  const { requirement, status } = document;
  const after = { requirement, version: application.version, document: id, status };
  recordAudit(ctx, { action: 'document.found', target: { type: 'kyc_application', id: application.id }, after });
}

async function markMissing(deps: Deps, ids: readonly DocumentId[], since: Date | null): Promise<void> {
  if (ids.length === 0) return;
  await deps.orm.em.fork().nativeUpdate(KycDocument, { id: { $in: [...ids] } }, { missingSince: since });
}

/** Documents whose file the store does not have: noted at the first look, lost at one a minute later that asks for it by name. */
export async function reportVanished(deps: Deps, absent: readonly Filed[]): Promise<void> {
  const missing = absent.filter(({ isLost }) => !isLost);
  if (missing.length > MOST_AT_ONCE) return tellUnreachable(deps, { missing: missing.length });
  const now = deps.clock();
  await markMissing(
    deps,
    missing.flatMap(({ id, missingSince }) => (missingSince === null ? [id] : [])),
    now,
  );
  for (const { id, key, missingSince } of missing) {
    if (missingSince === null || now.getTime() - new Date(missingSince).getTime() < SURE_MS) continue;
    if ((await deps.ports.documents.modifiedAt({ key, isPart: false })) !== null) continue;
    await deps.orm.em.fork().transactional((em) => reportLost(deps, em, id));
  }
}

/** Documents whose file is there after all. */
export async function reportReturned(deps: Deps, present: readonly Filed[]): Promise<void> {
  const blinked = present.filter(({ isLost, missingSince }) => !isLost && missingSince !== null);
  await markMissing(
    deps,
    blinked.map(({ id }) => id),
    null,
  );
  for (const { id } of present.filter(({ isLost }) => isLost))
    await deps.orm.em.fork().transactional((em) => reportFound(deps, em, id));
}
