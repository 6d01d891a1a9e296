import type { Readable } from 'node:stream';
import { KycDocument } from '@ostiary/db';
import { blindIndex, wrapDocumentKey } from '@ostiary/domain/crypto';
import { normaliseDocumentNumber } from '@ostiary/domain/identifiers';
import {
  displayFileName,
  issuerOf,
  LIVE_STATUSES,
  MAX_FILES_PER_APPLICATION,
  MAX_LIVE_FILES_PER_REQUIREMENT,
  UploadFields,
  uploadProblems,
} from '@ostiary/domain/kyc-documents';
import type { RequirementCode } from '@ostiary/domain/requirements';
import { type DocumentId, DomainError, fieldProblem } from '@ostiary/domain/shared';
import type { z } from 'zod';
import type { CustomerContext } from '../../context.ts';
import { asDomainError } from '../../failures.ts';
import { inTransaction } from '../../transaction.ts';
import { openVault, type Vault } from '../../vault.ts';
import { addToTimeline } from '../application/timeline.service.ts';
import { recordAudit, recordSecurityEvent } from '../audit/audit.service.ts';
import { type CaseFile, getOwnFile, reopen, touch } from '../requirements/case-file.service.ts';
import { assertOpen } from '../requirements/requirements.service.ts';
import { type Received, receiveDocument } from './receive.ts';

/** The row of the pinned policy that a type belongs to. */
function requirementOf(file: CaseFile, { documentType, side }: UploadFields): RequirementCode {
  const rows = file.policy.requirements.filter((candidate) => candidate.kind === 'document');
  const row = rows.find(({ accepts }) => accepts.some(({ type }) => type === documentType));
  const sides = row?.accepts.find(({ type }) => type === documentType)?.sides ?? [];
  if (row && !sides.includes(side))
    throw new DomainError('INVALID_INPUT', { fields: { side: [fieldProblem('INVALID')] } });
  if (!row)
    throw new DomainError('INVALID_INPUT', { fields: { documentType: [fieldProblem('DOCUMENT_TYPE_UNKNOWN')] } });
  return row.code;
}

/** Which live document stands in the way, said as the applicant can act on it. */
function existing(document: KycDocument): DomainError {
  const status = document.status === 'VERIFIED' ? 'VERIFIED' : 'PENDING';
  const message = `You have already sent this document. Document ID: ${document.id}, status: ${status}. Remove it first to send another, or choose a different type.`;
  return new DomainError('DOCUMENT_EXISTS', { fields: { documentType: [{ code: 'DOCUMENT_EXISTS', message }] } });
}

function assertRoom(file: CaseFile, requirement: RequirementCode, fields: UploadFields): void {
  const live = file.documents.filter((document) => LIVE_STATUSES.includes(document.status));
  const same = live.find((document) => document.documentType === fields.documentType && document.side === fields.side);
  if (same) throw existing(same);
  const inRow = live.filter((document) => document.requirement === requirement);
  if (inRow.length >= MAX_LIVE_FILES_PER_REQUIREMENT) throw new DomainError('TOO_MANY_DOCUMENTS');
}

const numberProblem = (code: 'NUMBER_DIFFERS' | 'DOCUMENT_NUMBER_FORMAT') =>
  new DomainError('INVALID_INPUT', { fields: { documentNumber: [fieldProblem(code)] } });

/** Front and back of one document share their number. */
function assertSameNumber(file: CaseFile, fields: UploadFields, numberIndex: Buffer): void {
  const other = file.documents.find(
    (document) =>
      document.documentType === fields.documentType &&
      document.side !== fields.side &&
      LIVE_STATUSES.includes(document.status),
  );
  if (other && !numberIndex.equals(Buffer.from(other.numberIndex))) throw numberProblem('NUMBER_DIFFERS');
}

function numberIndexOf(ctx: CustomerContext, fields: UploadFields, number: string): Buffer {
  const ring = ctx.deps.keys.blindIndex;
  return blindIndex(ring.key(ring.currentVersion()), `document-${fields.documentType}`, number);
}

interface Arrival {
  readonly fields: UploadFields;
  readonly number: string;
  readonly received: Received;
  readonly fileName: string;
  readonly vault: Vault;
}

function documentRow(
  ctx: CustomerContext,
  file: CaseFile,
  { fields, number, received, fileName, vault }: Arrival,
): KycDocument {
  const id = received.id as DocumentId; // a fresh id is where the brand begins
  const place = (column: string) => ({ table: 'kyc_document', column, rowId: id });
  return ctx.em.create(KycDocument, {
    id,
    applicationId: file.application.id,
    customerId: ctx.actor.id,
    requirement: requirementOf(file, fields),
    documentType: fields.documentType,
    side: fields.side,
    status: 'QUARANTINED',
    numberEncrypted: vault.seal(place('number_encrypted'), number),
    numberIndex: numberIndexOf(ctx, fields, number),
    issuer: issuerOf(fields),
    issuedOn: fields.issuedOn ?? null,
    expiresOn: fields.expiresOn ?? null,
    fileNameEncrypted: vault.seal(place('file_name_encrypted'), displayFileName(fileName)),
    mediaType: received.mediaType,
    sizeBytes: received.sizeBytes,
    fileHash: received.fileHash,
    storageKey: id,
    wrappedKey: wrapDocumentKey(vault.dataKey, id, received.key),
    uploadedAt: ctx.now,
    updatedAt: ctx.now,
  });
}

/** A page that was refused or failed its check makes room for the new one. */
function supersede(ctx: CustomerContext, file: CaseFile, fields: UploadFields): void {
  const replaced = file.documents.filter(
    ({ requirement, status }) => requirement === requirementOf(file, fields) && status === 'REJECTED',
  );
  for (const document of replaced.filter(
    ({ documentType, side }) => documentType !== fields.documentType || side === fields.side,
  )) {
    document.status = 'SUPERSEDED';
    document.updatedAt = ctx.now;
  }
}

/** Parallel claims of one number queue up: two inserts that wait for each other's exclusion check would deadlock. */
async function awaitTurn({ em }: CustomerContext, numberIndex: Uint8Array): Promise<void> {
  await em.execute('select pg_advisory_xact_lock(?::bigint)', [Buffer.from(numberIndex).readBigInt64BE(0).toString()]);
}

async function keep(ctx: CustomerContext, arrival: Arrival): Promise<KycDocument> {
  return inTransaction(ctx, async (tx) => {
    const file = await getOwnFile(tx.em, tx.actor.id, { forUpdate: true });
    const requirement = requirementOf(file, arrival.fields);
    assertOpen(file, requirement);
    assertRoom(file, requirement, arrival.fields);
    // Removed ones count too: each upload costs storage for as long as retention lasts.
    if ((await tx.em.count(KycDocument, { applicationId: file.application.id })) >= MAX_FILES_PER_APPLICATION)
      throw new DomainError('TOO_MANY_DOCUMENTS');
    const document = documentRow(tx, file, arrival);
    assertSameNumber(file, arrival.fields, Buffer.from(document.numberIndex));
    await awaitTurn(tx, document.numberIndex);
    supersede(tx, file, arrival.fields);
    reopen(file, requirement);
    touch(file.application, tx.now);
    await tx.em.flush();
    tx.em.persist(document);
    addToTimeline(tx, { applicationId: file.application.id, kind: 'document_received', actorId: tx.actor.id });
    const after = {
      requirement,
      version: file.application.version,
      document: document.id,
      type: document.documentType,
      side: document.side,
      sha256: document.fileHash,
    };
    recordAudit(tx, {
      action: 'document.received',
      target: { type: 'kyc_application', id: file.application.id },
      after,
    });
    await tx.deps.jobs.send(tx.em, 'scan-document', { id: document.id });
    await tx.em.flush();
    return document;
  });
}

/** A number that belongs to someone else is told in neutral words, and noted for both cases. */
async function noteTakenNumber(
  ctx: CustomerContext,
  { fields, number }: Pick<Arrival, 'fields' | 'number'>,
): Promise<void> {
  const em = ctx.deps.orm.em.fork();
  const index = numberIndexOf(ctx, fields, number);
  const owner = await em.findOne(KycDocument, {
    numberIndex: index,
    documentType: fields.documentType,
    issuer: issuerOf(fields),
    customerId: { $ne: ctx.actor.id },
    status: { $ne: 'SUPERSEDED' },
  });
  for (const userId of [ctx.actor.id, owner?.customerId ?? null]) {
    recordSecurityEvent(
      { ...ctx, em },
      {
        eventType: 'SUSPICIOUS_ACTIVITY',
        severity: 'MEDIUM',
        userId,
        description: 'One document number was given by two customers',
        metadata: { documentType: fields.documentType },
      },
    );
  }
  await em.flush();
}

/** Refuses what is known to be wrong before a byte of the file is read: fields, closed row, standing document. */
export async function assertWelcome(ctx: CustomerContext, fields: UploadFields): Promise<void> {
  const problems = uploadProblems(fields, ctx.now.toISOString().slice(0, 10));
  if (Object.keys(problems).length > 0) throw new DomainError('INVALID_INPUT', { fields: problems });
  const file = await getOwnFile(ctx.deps.orm.em.fork(), ctx.actor.id);
  const requirement = requirementOf(file, fields);
  assertOpen(file, requirement);
  assertRoom(file, requirement, fields);
}

/** Makes a received file a document of the application, or removes it again. Throws `DOCUMENT_EXISTS`, `DOCUMENT_NUMBER_UNAVAILABLE`, `REQUIREMENT_CLOSED`, `TOO_MANY_DOCUMENTS`. */
export async function keepDocument(
  ctx: CustomerContext,
  arrival: Omit<Arrival, 'number' | 'vault'>,
): Promise<KycDocument> {
  const number = normaliseDocumentNumber(arrival.fields.documentType, arrival.fields.documentNumber);
  try {
    if (number === null) throw numberProblem('DOCUMENT_NUMBER_FORMAT');
    await assertWelcome(ctx, arrival.fields);
    const vault = await openVault(ctx, ctx.actor.id);
    return await keep(ctx, { ...arrival, number, vault });
  } catch (error) {
    await ctx.deps.ports.documents.remove(arrival.received.id);
    if (number !== null && asDomainError(error)?.code === 'DOCUMENT_NUMBER_UNAVAILABLE')
      await noteTakenNumber(ctx, { ...arrival, number });
    throw error;
  }
}

/** The whole way of one file whose fields are already known. */
export async function ingestDocument(
  ctx: CustomerContext,
  given: z.input<typeof UploadFields>,
  { file, fileName }: { file: Readable; fileName: string },
): Promise<KycDocument> {
  const fields = UploadFields.parse(given);
  await assertWelcome(ctx, fields);
  const received = await receiveDocument(ctx.deps.ports.documents, { file, customerId: ctx.actor.id });
  return keepDocument(ctx, { fields, received, fileName });
}
