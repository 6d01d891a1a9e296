import type { KycDocument } from '@ostiary/db';
import { maskDocumentNumber } from '@ostiary/domain/identifiers';
import { type DocumentList, type DocumentView, verificationStatusOf } from '@ostiary/domain/kyc-documents';
import { toldReason } from '@ostiary/domain/review';
import { type ApplicationId, type DocumentId, DomainError, type Language } from '@ostiary/domain/shared';
import type { CustomerContext } from '../../context.ts';
import { inTransaction } from '../../transaction.ts';
import { openVault, type Vault } from '../../vault.ts';
import { recordAudit } from '../audit/audit.service.ts';
import { getOwnFile, reopen, touch } from '../requirements/case-file.service.ts';
import { assertOpen } from '../requirements/requirements.service.ts';
import { removeSegments } from './upload-segments.ts';
import { cancelUploadsOf } from './upload-session.ts';

const place = (column: string, rowId: string) => ({ table: 'kyc_document', column, rowId });

/** A document as customer and staff see it: number masked, the file's own name as plain text. */
export function presentDocument(document: KycDocument, vault: Vault, language: Language): DocumentView {
  const { id, rejectionReason } = document;
  return {
    id,
    requirement: document.requirement,
    documentType: document.documentType,
    side: document.side,
    documentNumber: maskDocumentNumber(vault.read(place('number_encrypted', id), document.numberEncrypted) ?? ''),
    fileName: vault.read(place('file_name_encrypted', id), document.fileNameEncrypted) ?? '',
    mediaType: document.mediaType,
    sizeBytes: document.sizeBytes,
    status: document.status,
    verificationStatus: verificationStatusOf(document.status),
    uploadDate: document.uploadedAt.toISOString(),
    issuedOn: document.issuedOn ?? null,
    expiresOn: document.expiresOn ?? null,
    refusal: rejectionReason == null ? null : toldReason(rejectionReason, language),
  };
}

/** GET /api/kyc/documents/: what stands, refused pages included until another takes their place. */
export async function listDocuments(ctx: CustomerContext): Promise<DocumentList> {
  const { documents } = await getOwnFile(ctx.em, ctx.actor.id);
  const vault = await openVault(ctx, ctx.actor.id);
  const results = documents.map((document) => presentDocument(document, vault, ctx.request.language));
  return { count: results.length, results };
}

const REMOVABLE: readonly KycDocument['status'][] = ['QUARANTINED', 'PENDING', 'REJECTED'];

/**
 * DELETE /api/kyc/documents/{id}/: takes a document of an open row back; the old version is kept under retention.
 * Someone else's id is simply not found. Throws `NOT_FOUND`, `REQUIREMENT_CLOSED`.
 */
export async function removeDocument(ctx: CustomerContext, { id }: { id: DocumentId }): Promise<{ id: DocumentId }> {
  return inTransaction(ctx, async (tx) => {
    const file = await getOwnFile(tx.em, tx.actor.id, { forUpdate: true });
    const document = file.documents.find((candidate) => candidate.id === id);
    if (!document) throw new DomainError('NOT_FOUND');
    assertOpen(file, document.requirement);
    // Of a case that waits, a page is replaced: taken away, nothing would ask for it.
    const { status } = file.application;
    const isBeingFilled = status === 'INCOMPLETE' || status === 'ACTION_REQUIRED';
    if (!isBeingFilled || !REMOVABLE.includes(document.status)) throw new DomainError('REQUIREMENT_CLOSED');
    document.status = 'SUPERSEDED';
    document.updatedAt = tx.now;
    reopen(file, document.requirement);
    touch(file.application, tx.now);
    const after = { requirement: document.requirement, version: file.application.version, document: id };
    recordAudit(tx, {
      action: 'document.removed',
      target: { type: 'kyc_application', id: file.application.id },
      after,
    });
    return { id };
  });
}

/**
 * Ends the uploads that are still being sent for an application which closes, in the caller's transaction. What comes back
 * removes their bytes, after the commit.
 */
export async function endUploads(tx: CustomerContext, applicationId: ApplicationId): Promise<() => Promise<void>> {
  const segments = await cancelUploadsOf(tx, applicationId);
  return () => removeSegments(tx.deps.ports.documents, segments);
}
