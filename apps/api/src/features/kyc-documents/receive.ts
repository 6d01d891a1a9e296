import { type Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createSha256, newDataKey } from '@ostiary/domain/crypto';
import { ACCEPTED_MEDIA_TYPES, MAX_FILE_BYTES } from '@ostiary/domain/kyc-documents';
import { DomainError, fieldProblem } from '@ostiary/domain/shared';
import { fileTypeFromBuffer } from 'file-type';
import { v7 as uuidv7 } from 'uuid';
import type { DocumentStore } from '../../ports/document-store.ts';
import { type SealedFile, sealedFile } from './sealed-file.ts';

/** How much of a file its type is told from. */
export const SNIFF_BYTES = 4_096;

/** Less than what a socket gives at once: each stage holds one chunk and asks for no more. */
export const ONE_CHUNK = 16 * 1024;

export interface Received {
  readonly id: string;
  /** The document's own key, to be wrapped by the customer's data key. */
  readonly key: Buffer;
  readonly mediaType: string;
  readonly sizeBytes: number;
  readonly fileHash: string;
}

/** What a sealed file is bound to. The type is not part of it: with fields after the file it is not known yet. */
export const documentContext = (id: string, customerId: string): string => `doc|${id}|${customerId}|v1`;

const isAccepted = (mime: string | undefined): mime is string =>
  ACCEPTED_MEDIA_TYPES.some((accepted) => accepted === mime);

/** The type by the first bytes, whatever the file is called. Throws `FILE_TYPE_REFUSED`. */
export async function sniffType(start: Buffer): Promise<string> {
  const type = await fileTypeFromBuffer(start);
  if (!isAccepted(type?.mime)) throw new DomainError('FILE_TYPE_REFUSED');
  return type.mime;
}

/** Most chunks wait for nothing, and need no promise. */
function writableOf(take: (chunk: Buffer) => Promise<void> | undefined, finish: () => Promise<void>): Writable {
  return new Writable({
    highWaterMark: ONE_CHUNK,
    write(chunk: Buffer, _encoding, done) {
      try {
        const waiting = take(chunk);
        if (waiting) return void waiting.then(() => done(), done);
      } catch (error) {
        return done(error instanceof Error ? error : new Error('Not received', { cause: error }));
      }
      done();
    },
    final(done) {
      finish().then(() => done(), done);
    },
  });
}

/** Counts, sniffs and hashes what goes to `file`, and refuses before more than 4 KiB of a wrong type went on. */
function inspected(file: SealedFile) {
  const hash = createSha256();
  const seen = { sizeBytes: 0, mediaType: '' };
  let head: Buffer[] = [];

  async function sniff(): Promise<void> {
    const start = Buffer.concat(head);
    head = [];
    seen.mediaType = await sniffType(start);
    await file.add(start);
  }

  function take(chunk: Buffer): Promise<void> | undefined {
    seen.sizeBytes += chunk.length;
    // Counted here: busboy flags a file of exactly its limit as too large.
    if (seen.sizeBytes > MAX_FILE_BYTES) throw new DomainError('FILE_TOO_LARGE');
    hash.update(chunk);
    if (seen.mediaType !== '') return file.add(chunk);
    head.push(chunk);
    return seen.sizeBytes >= SNIFF_BYTES ? sniff() : undefined;
  }

  async function finish(): Promise<void> {
    if (seen.sizeBytes === 0)
      throw new DomainError('INVALID_INPUT', { fields: { documentFile: [fieldProblem('FILE_EMPTY')] } });
    if (seen.mediaType === '') await sniff();
    await file.finish();
  }

  return { stream: writableOf(take, finish), seen, digest: () => hash.digest().toString('hex') };
}

/**
 * Takes one file from the wire to the store: counted, sniffed, hashed and sealed in a single pass, in constant memory,
 * and never plain on the disk. Leaves nothing behind when it fails.
 * Throws `FILE_TOO_LARGE`, `FILE_TYPE_REFUSED`, `INVALID_INPUT` (empty file).
 */
export async function receiveDocument(
  store: DocumentStore,
  { file, customerId }: { file: Readable; customerId: string },
): Promise<Received> {
  const id = uuidv7();
  const key = newDataKey();
  const pending = await store.create(id);
  const sealed = sealedFile(pending.stream, { key, context: documentContext(id, customerId) });
  const { stream, seen, digest } = inspected(sealed);
  try {
    await pipeline(file, stream);
    await pending.commit();
  } catch (error) {
    await pending.discard();
    throw error;
  }
  return { id, key, fileHash: digest(), ...seen };
}
