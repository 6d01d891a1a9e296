import type { Readable } from 'node:stream';
import { Customer, KycDocument } from '@ostiary/db';
import { wrapDocumentKey } from '@ostiary/domain/crypto';
import { normaliseDocumentNumber } from '@ostiary/domain/identifiers';
import { displayFileName, MAX_FILES_PER_APPLICATION, UploadFields } from '@ostiary/domain/kyc-documents';
import { type DocumentId, DomainError } from '@ostiary/domain/shared';
import type { z } from 'zod';
import type { CustomerContext, Deps } from '../../context.ts';
import { asDomainError } from '../../failures.ts';
import { gateOf } from '../../gates.ts';
import { inTransaction } from '../../transaction.ts';
import { openVault, type Vault } from '../../vault.ts';
import { addToTimeline } from '../application/timeline.service.ts';
import { recordAudit } from '../audit/audit.service.ts';
import { type DocumentFile, getOwnDocuments, reopen, touch } from '../requirements/case-file.service.ts';
import {
  assertFree,
  assertSameNumber,
  awaitTurn,
  issuerIn,
  noteTakenNumber,
  numberIndexesOf,
  numberProblem,
} from './document-number.ts';
import { type Received, receiveDocument } from './receive.ts';
import { assertSound, assertWelcome, placeFor, requirementOf } from './welcome.ts';

interface Arrival {
  readonly fields: UploadFields;
  readonly number: string;
  readonly received: Received;
  readonly fileName: string;
  readonly vault: Vault;
}

function documentRow(
  ctx: CustomerContext,
  file: DocumentFile,
  { fields, number, issuer, received, fileName, vault }: Arrival & { readonly issuer: string },
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
    numberIndex: numberIndexesOf(ctx, fields, number).current,
    indexKeyVersion: ctx.deps.keys.blindIndex.currentVersion(),
    issuer,
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
function supersede(ctx: CustomerContext, file: DocumentFile, fields: UploadFields): void {
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

/** What else commits with the document's row. */
type Alongside = (tx: CustomerContext, document: KycDocument) => Promise<void>;

async function keep(ctx: CustomerContext, arrival: Arrival, alongside?: Alongside): Promise<KycDocument> {
  return inTransaction(ctx, async (tx) => {
    const file = await getOwnDocuments(tx.em, tx.actor.id, { forUpdate: true });
    const requirement = placeFor(tx, file, arrival.fields);
    // Removed ones count too: each upload costs storage for as long as retention lasts.
    if ((await tx.em.count(KycDocument, { applicationId: file.application.id })) >= MAX_FILES_PER_APPLICATION)
      throw new DomainError('FILE_LIMIT_REACHED');
    const { country } = await tx.em.findOneOrFail(Customer, { id: tx.actor.id });
    const issuer = issuerIn(file, arrival.fields, country);
    const document = documentRow(tx, file, { ...arrival, issuer });
    const { all: indexes } = numberIndexesOf(tx, arrival.fields, arrival.number);
    assertSameNumber(file, arrival.fields, indexes);
    await awaitTurn(tx, indexes);
    await assertFree(tx, { fields: arrival.fields, issuer, indexes });
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
    await alongside?.(tx, document);
    return document;
  });
}

/** Removes a file that was refused. One whose commit is in doubt is left to the janitor, which looks for its row first. */
export async function discardRefused({ ports }: Deps, key: string, error: unknown): Promise<void> {
  const kind = asDomainError(error)?.kind;
  if (kind !== undefined && kind !== 'unavailable') await ports.documents.remove(key);
}

/** Makes a received file a document of the application, or removes it again; `alongside` commits with its row. Throws `DOCUMENT_EXISTS`, `DOCUMENT_NUMBER_UNAVAILABLE`, `REQUIREMENT_CLOSED`, `TOO_MANY_DOCUMENTS`, `FILE_LIMIT_REACHED`. */
export async function keepDocument(
  ctx: CustomerContext,
  arrival: Omit<Arrival, 'number' | 'vault'>,
  alongside?: Alongside,
): Promise<KycDocument> {
  const number = normaliseDocumentNumber(arrival.fields.documentType, arrival.fields.documentNumber);
  try {
    if (number === null) throw numberProblem('DOCUMENT_NUMBER_FORMAT');
    assertSound(ctx, arrival.fields);
    return await gateOf(ctx.deps.orm, 'documents').run(async () => {
      const vault = await openVault(ctx, ctx.actor.id);
      return keep(ctx, { ...arrival, number, vault }, alongside);
    });
  } catch (error) {
    await discardRefused(ctx.deps, arrival.received.id, error);
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
