import { KycDocument, type SqlEntityManager } from '@ostiary/db';
import { CryptoError } from '@ostiary/domain/crypto';
import type { ReasonCode } from '@ostiary/domain/review';
import { type DocumentId, DomainError } from '@ostiary/domain/shared';
import type { Deps } from '../../context.ts';
import { addToTimeline } from '../application/timeline.service.ts';
import { asSystem, recordAudit } from '../audit/audit.service.ts';
import { reportsStored } from '../data-protection/corruption.service.ts';
import { requestChecks } from '../identity-checks/request-checks.service.ts';
import { notifyAskedAgain } from '../notifications/notifications.service.ts';
import { getFile, touch } from '../requirements/case-file.service.ts';
import { voidIfChanged } from '../review/evidence-changed.service.ts';
import { assessFile } from '../risk/assess-risk.service.ts';
import { type FileVerdict, inspectFile } from './file-worker.ts';
import { openDocument } from './open-document.ts';
import { keepReading } from './reading.service.ts';

/** Malware first, then a full decode. A scanner that cannot answer rejects, so the document stays in quarantine. */
async function judge(
  { deps, em, inspect }: { deps: Deps; em: SqlEntityManager; inspect: typeof inspectFile },
  document: KycDocument,
): Promise<FileVerdict> {
  const refused = (reason: ReasonCode): FileVerdict => ({ reason, text: '' });
  try {
    if ((await deps.ports.scanner.scan(await openDocument(deps, em, document))) === 'infected')
      return refused('DOCUMENT_INFECTED');
    return await inspect(await openDocument(deps, em, document), document.mediaType);
  } catch (error) {
    const isUnreadable = error instanceof DomainError && error.code === 'CORRUPTED_DATA';
    // A file that is not there is the sweep's to judge: one look is no proof that it is lost.
    if (error instanceof CryptoError || isUnreadable) return refused('DOCUMENT_CORRUPT');
    throw error;
  }
}

async function settle(
  deps: Deps,
  em: SqlEntityManager,
  { document, reason, text }: FileVerdict & { readonly document: KycDocument },
): Promise<void> {
  const ctx = asSystem(em, deps.clock());
  const file = await getFile(em, document.applicationId, { forUpdate: true });
  const { application } = file;
  const current = await em.findOneOrFail(KycDocument, { id: document.id }, { refresh: true });
  // Removed meanwhile, or judged by a twin of this job.
  if (current.status !== 'QUARANTINED') return;
  current.status = reason === null ? 'PENDING' : 'REJECTED';
  current.rejectionReason = reason;
  current.updatedAt = ctx.now;
  if (reason === null && text !== '') await keepReading({ ...ctx, deps }, file, { document: current, text });
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
    scanner: deps.ports.scanner.name,
  };
  recordAudit(ctx, { action: 'document.checked', target: { type: 'kyc_application', id: application.id }, after });
  await voidIfChanged(ctx, application.id);
  if (reason !== null) {
    await notifyAskedAgain({ ...ctx, deps }, application.customerId);
    return;
  }
  const known = await requestChecks({ ...ctx, deps }, file, current.requirement);
  await assessFile({ ...ctx, deps }, known, 'document-checked');
}

/** The check after an upload: QUARANTINED to PENDING, or to REJECTED with its reason. Doing it twice changes nothing. */
export async function scanDocument(deps: Deps, id: string, inspect = inspectFile): Promise<void> {
  const em = deps.orm.em.fork();
  const documentId = id as DocumentId; // job data carries a document's id
  const document = await em.findOne(KycDocument, { id: documentId, status: 'QUARANTINED', fileRemovedAt: null });
  if (!document) return;
  const verdict = await judge({ deps, em, inspect }, document);
  await em.fork().transactional((tx) => settle(deps, tx, { document, ...verdict }));
  await reportsStored(deps.orm);
}
