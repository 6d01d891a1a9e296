import { defineEntity, p } from '@mikro-orm/postgresql';
import { DocumentSide, DocumentStatus, DocumentType } from '@ostiary/domain/kyc-documents';
import { RequirementCode } from '@ostiary/domain/requirements';
import { ReasonCode } from '@ostiary/domain/review';
import type { ApplicationId, DocumentId, UserId } from '@ostiary/domain/shared';

const KycDocumentSchema = defineEntity({
  name: 'KycDocument',
  properties: {
    id: p.uuid().$type<DocumentId>().primary(),
    applicationId: p.uuid().$type<ApplicationId>(),
    customerId: p.uuid().$type<UserId>(),
    requirement: p.enum(RequirementCode.options),
    documentType: p.enum(DocumentType.options),
    side: p.enum(DocumentSide.options),
    status: p.enum(DocumentStatus.options),
    numberEncrypted: p.text(),
    numberIndex: p.blob(),
    /** Version of the index key. */
    indexKeyVersion: p.integer().default(1),
    /** Country, or country and region, e.g. `US-IL`: a number is unique within its issuer. */
    issuer: p.text(),
    issuedOn: p.date().nullable(),
    expiresOn: p.date().nullable(),
    fileNameEncrypted: p.text(),
    mediaType: p.text(),
    sizeBytes: p.integer(),
    /** SHA-256 of the plain bytes, hex. */
    fileHash: p.text().nullable(),
    storageKey: p.text(),
    wrappedKey: p.blob(),
    /** What the check found in the file's own text, as JSON; null where it found nothing. */
    readingEncrypted: p.text().nullable(),
    rejectionReason: p.enum(ReasonCode.options).nullable(),
    verifiedBy: p.uuid().$type<UserId>().nullable(),
    verifiedAt: p.datetime().nullable(),
    /** When retention or erasure removed the stored file. */
    fileRemovedAt: p.datetime().nullable(),
    /** Since when the store has refused to remove it; tried again each minute, recorded once. */
    removalFailedAt: p.datetime().nullable(),
    /** Since when the store has not had the file; confirmed by a second look, then `lostAt`. */
    missingSince: p.datetime().nullable(),
    lostAt: p.datetime().nullable(),
    /** When the check was last asked for again. */
    scanAskedAt: p.datetime().nullable(),
    /** Keeps others from the number; an application that is withdrawn gives it up. */
    claimsNumber: p.boolean().default(true),
    uploadedAt: p.datetime(),
    updatedAt: p.datetime(),
  },
});
export class KycDocument extends KycDocumentSchema.class {}
KycDocumentSchema.setClass(KycDocument);
