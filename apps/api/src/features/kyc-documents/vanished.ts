import { KycDocument, type SqlEntityManager } from '@ostiary/db';
import type { DocumentId } from '@ostiary/domain/shared';
import type { Deps } from '../../context.ts';
import { addToTimeline } from '../application/timeline.service.ts';
import { asSystem, recordAudit, recordSecurityEvent } from '../audit/audit.service.ts';
import { getFile, touch } from '../requirements/case-file.service.ts';
import { voidIfChanged } from '../review/evidence-changed.service.ts';

/** More at once is no loss of single files but a store that is not mounted: nobody's evidence is refused for that. */
const MOST_AT_ONCE = 20;
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
}

/** Every document that must have a file. Ask before listing the store, or one that comes meanwhile looks lost. */
export function listFiled(em: SqlEntityManager): Promise<Filed[]> {
  return em.execute<Filed[]>(
    `select id, storage_key as key from kyc_document where file_removed_at is null and status <> 'UPLOADING'`,
  );
}

/** Marks the row, asks for the document again while the case is open, and raises a CRITICAL event; once for each document. */
async function reportLost(deps: Deps, em: SqlEntityManager, id: DocumentId): Promise<void> {
  const ctx = asSystem(em, deps.clock());
  const { applicationId } = await em.findOneOrFail(KycDocument, { id });
  const { application } = await getFile(em, applicationId, { forUpdate: true });
  const document = await em.findOneOrFail(KycDocument, { id }, { refresh: true });
  if (document.fileRemovedAt != null) return;
  document.fileRemovedAt = ctx.now;
  document.updatedAt = ctx.now;
  if (UNDECIDED.includes(application.status) && IN_USE.includes(document.status)) {
    document.status = 'REJECTED';
    document.rejectionReason = 'DOCUMENT_CORRUPT';
    touch(application, ctx.now);
    addToTimeline(ctx, { applicationId, kind: 'document_failed_check', actorId: null });
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

/** Documents whose file is in the store no more. */
export async function reportVanished(deps: Deps, filed: readonly Filed[], stored: ReadonlySet<string>): Promise<void> {
  const lost = filed.filter(({ key }) => !stored.has(key));
  if (lost.length > MOST_AT_ONCE) {
    deps.log.fatal({ missing: lost.length, documents: filed.length }, 'the document store looks unreachable');
    return;
  }
  for (const { id } of lost) await deps.orm.em.fork().transactional((em) => reportLost(deps, em, id));
}
