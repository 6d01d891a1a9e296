import { defineEntity, p } from '@mikro-orm/postgresql';
import type { ApplicationId, DocumentId, ErrorCode, FieldProblems, UserId } from '@ostiary/domain/shared';

const UploadSchema = defineEntity({
  name: 'Upload',
  properties: {
    id: p.uuid().primary(),
    customerId: p.uuid().$type<UserId>(),
    applicationId: p.uuid().$type<ApplicationId>(),
    fieldsEncrypted: p.text(),
    fileNameEncrypted: p.text(),
    wrappedKey: p.blob(),
    sizeBytes: p.integer(),
    receivedBytes: p.integer().default(0),
    /** Sealed parts in order: where each lies, and its plain bytes. */
    segments: p.json<{ key: string; bytes: number }[]>().default([]),
    state: p.enum(['OPEN', 'FINISHED', 'REFUSED', 'CANCELLED'] as const).default('OPEN'),
    /** Why it was refused, as it was told. */
    problem: p.json<{ code: ErrorCode; fields?: FieldProblems }>().nullable(),
    documentId: p.uuid().$type<DocumentId>().nullable(),
    createdAt: p.datetime(),
    updatedAt: p.datetime(),
    expiresAt: p.datetime(),
  },
});
export class Upload extends UploadSchema.class {}
UploadSchema.setClass(Upload);
