import { Readable } from 'node:stream';
import type { KycDocument, Upload } from '@ostiary/db';
import { CryptoError } from '@ostiary/domain/crypto';
import { type DocumentId, DomainError } from '@ostiary/domain/shared';
import type { CustomerContext } from '../../context.ts';
import { gateOf } from '../../gates.ts';
import { openVault } from '../../vault.ts';
import { keepDocument } from './ingest.ts';
import { receiveDocument } from './receive.ts';
import { finalRefusal, refuseUpload } from './settle-upload.ts';
import { placeOf, readSegments, removeSegments } from './upload-segments.ts';
import { getUpload, readUploadFields, refusalOfUpload } from './upload-session.ts';

/** Commits with the document's row: an upload becomes one document, however many try to finish it. */
async function close(tx: CustomerContext, upload: Upload, document: KycDocument): Promise<void> {
  // It was announced for an application that has ended since: the person has not sent it for this one.
  if (document.applicationId !== upload.applicationId) throw new DomainError('REQUIREMENT_CLOSED');
  const closed = await tx.em.execute<unknown[]>(
    `update upload set state = 'FINISHED', document_id = ?, segments = '[]', updated_at = ?
     where id = ? and state = 'OPEN' returning id`,
    [document.id, tx.now, upload.id],
  );
  if (closed.length === 0) throw new DomainError('UPLOAD_FINISHED');
}

/** The segments opened, hashed and sealed as one file, which then goes the way of every other. */
async function assemble(ctx: CustomerContext, upload: Upload): Promise<DocumentId> {
  const store = ctx.deps.ports.documents;
  const vault = await openVault(ctx, ctx.actor.id);
  const { fields, fileName } = readUploadFields(vault, upload);
  const file = Readable.from(readSegments(placeOf(store, upload, vault)), { objectMode: false });
  const received = await receiveDocument(store, { file, customerId: ctx.actor.id });
  if (received.sizeBytes !== upload.sizeBytes) {
    await store.remove(received.id);
    throw new CryptoError();
  }
  const { id } = await keepDocument(ctx, { fields, received, fileName }, (tx, document) => close(tx, upload, document));
  await removeSegments(store, upload.segments);
  return id;
}

function settled(upload: Upload): DocumentId | undefined {
  if (upload.state === 'REFUSED') throw refusalOfUpload(upload);
  if (upload.state === 'FINISHED' && upload.documentId == null) throw new DomainError('NOT_FOUND');
  return upload.documentId ?? undefined;
}

async function finish(ctx: CustomerContext, upload: Upload): Promise<DocumentId> {
  try {
    const own = { ...ctx, em: ctx.deps.orm.em.fork() };
    return await gateOf(ctx.deps.orm, 'assembly').run(() => assemble(own, upload));
  } catch (error) {
    const refusal = finalRefusal(error);
    if (!refusal) throw error;
    if (await refuseUpload(ctx, upload, refusal)) throw refusal;
    // Somebody else settled it meanwhile.
    const theirs = settled(await getUpload(ctx, upload.id));
    if (theirs === undefined) throw refusal;
    return theirs;
  }
}

/** Sealing a file anew is the dearest thing that a short request can ask for: each upload does it once at a time. */
const finishing = new Map<string, Promise<DocumentId>>();

/**
 * Makes an upload whose bytes are all here a document, once; a repeat gets the same one. What can never succeed ends the
 * upload, what may succeed later leaves it as it is. Throws what `keepDocument` throws, and `UPLOAD_OFFSET` before the end.
 */
export async function finishUpload(ctx: CustomerContext, id: string): Promise<DocumentId> {
  const upload = await getUpload(ctx, id);
  const known = settled(upload);
  if (known !== undefined) return known;
  if (upload.receivedBytes < upload.sizeBytes) throw new DomainError('UPLOAD_OFFSET');
  const current = finishing.get(upload.id);
  if (current) return current;
  const work = finish(ctx, upload).finally(() => finishing.delete(upload.id));
  finishing.set(upload.id, work);
  return work;
}
