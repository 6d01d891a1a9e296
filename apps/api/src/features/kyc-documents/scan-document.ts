import { KycDocument, type SqlEntityManager } from '@ostiary/db';
import { CryptoError } from '@ostiary/domain/crypto';
import type { ReasonCode } from '@ostiary/domain/review';
import type { DocumentId } from '@ostiary/domain/shared';
import type { Deps } from '../../context.ts';
import { addToTimeline } from '../application/timeline.service.ts';
import { asSystem, recordAudit, recordSecurityEvent } from '../audit/audit.service.ts';
import { getFile, touch } from '../requirements/case-file.service.ts';
import { inspectFile } from './file-worker.ts';
import { openDocument } from './open-document.ts';

/** Malware first, then a full decode. A scanner that cannot answer rejects, so the document stays in quarantine. */
async function judge(
  { deps, em, inspect }: { deps: Deps; em: SqlEntityManager; inspect: typeof inspectFile },
  document: KycDocument,
): Promise<{ reason: ReasonCode | null; isAltered: boolean }> {
  try {
    if ((await deps.ports.scanner.scan(await openDocument(deps, em, document))) === 'infected')
      return { reason: 'DOCUMENT_INFECTED', isAltered: false };
    return { ...(await inspect(await openDocument(deps, em, document), document.mediaType)), isAltered: false };
  } catch (error) {
    const isGone = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (error instanceof CryptoError || isGone) return { reason: 'DOCUMENT_CORRUPT', isAltered: true };
    throw error;
  }
}

async function settle(
  deps: Deps,
  em: SqlEntityManager,
  { document, reason, isAltered }: { document: KycDocument; reason: ReasonCode | null; isAltered: boolean },
): Promise<void> {
  const ctx = asSystem(em, deps.clock());
  const { application } = await getFile(em, document.applicationId, { forUpdate: true });
  const current = await em.findOneOrFail(KycDocument, { id: document.id }, { refresh: true });
  // Removed meanwhile, or judged by a twin of this job.
  if (current.status !== 'QUARANTINED') return;
  current.status = reason === null ? 'PENDING' : 'REJECTED';
  current.rejectionReason = reason;
  current.updatedAt = ctx.now;
  touch(application, ctx.now);
  addToTimeline(ctx, {
    applicationId: application.id,
    kind: reason === null ? 'document_checked' : 'document_failed_check',
    actorId: null,
  });
  const after = {
    requirement: current.requirement,
    version: application.version,
    document: current.id,
    status: current.status,
    reason,
  };
  recordAudit(ctx, { action: 'document.checked', target: { type: 'kyc_application', id: application.id }, after });
  if (!isAltered) return;
  const metadata = { documentId: current.id };
  recordSecurityEvent(ctx, {
    eventType: 'CORRUPTED_CIPHERTEXT',
    severity: 'CRITICAL',
    userId: current.customerId,
    description: 'A stored document does not open',
    metadata,
  });
}

/** The check after an upload: QUARANTINED to PENDING, or to REJECTED with its reason. Doing it twice changes nothing. */
export async function scanDocument(deps: Deps, id: string, inspect = inspectFile): Promise<void> {
  const em = deps.orm.em.fork();
  const document = await em.findOne(KycDocument, { id: id as DocumentId, status: 'QUARANTINED' }); // job data carries a document's id
  if (!document) return;
  const verdict = await judge({ deps, em, inspect }, document);
  await em.fork().transactional((tx) => settle(deps, tx, { document, ...verdict }));
}
