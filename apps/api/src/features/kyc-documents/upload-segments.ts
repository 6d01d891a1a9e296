import { pipeline as pipe, type Readable } from 'node:stream';
import type { Upload } from '@ostiary/db';
import { CryptoError, openStream } from '@ostiary/domain/crypto';
import { v7 as uuidv7 } from 'uuid';
import type { DocumentStore } from '../../ports/document-store.ts';
import type { Vault } from '../../vault.ts';
import { sealedFile } from './sealed-file.ts';

/** An upload as its segments are sealed: each one opens in its own upload and place only. */
export interface SegmentPlace {
  readonly store: DocumentStore;
  readonly upload: Pick<Upload, 'id' | 'customerId' | 'segments'>;
  readonly key: Buffer;
}

export interface OpenSegment {
  readonly key: string;
  readonly bytes: number;
  write(piece: Buffer): Promise<void>;
  /** Durable under `key`; nobody knows of it until the row does. */
  commit(): Promise<void>;
  discard(): Promise<void>;
}

const contextOf = ({ id, customerId }: SegmentPlace['upload'], index: number) =>
  `upload|${id}|${customerId}|${index}|v1`;

export function placeOf(store: DocumentStore, upload: Upload, vault: Vault): SegmentPlace {
  const place = { table: 'upload', column: 'wrapped_key', rowId: upload.id };
  return { store, upload, key: vault.openKey(place, Buffer.from(upload.wrappedKey)) };
}

/** Begins segment number `index`, a Cobblestone message of its own: a running hash cannot be kept over a crash. */
export async function startSegment(
  { store, upload, key }: SegmentPlace,
  index: number,
  memory: Buffer,
): Promise<OpenSegment> {
  const name = uuidv7();
  const pending = await store.create(name);
  const sealed = sealedFile(pending.stream, { key, context: contextOf(upload, index) }, memory);
  let bytes = 0;
  return {
    key: name,
    get bytes() {
      return bytes;
    },
    async write(piece) {
      bytes += piece.length;
      await sealed.add(piece);
    },
    async commit() {
      await sealed.finish();
      await pending.commit();
    },
    discard: () => pending.discard(),
  };
}

function openSegment({ store, upload, key }: SegmentPlace, index: number): Readable {
  const opened = openStream({ key, context: contextOf(upload, index) });
  // A failure of the store must reach the reader; the callback only keeps it from being unhandled here.
  pipe(store.open(upload.segments[index]?.key ?? ''), opened, () => undefined);
  return opened;
}

/** The plain bytes of all segments in order. Fails with CryptoError when one was altered, cut, moved or swapped. */
export async function* readSegments(place: SegmentPlace): AsyncGenerator<Buffer> {
  for (const [index, { bytes }] of place.upload.segments.entries()) {
    let read = 0;
    for await (const piece of openSegment(place, index)) {
      read += (piece as Buffer).length; // a byte stream yields bytes
      yield piece as Buffer; // the same
    }
    if (read !== bytes) throw new CryptoError();
  }
}

/** Best effort: what stays is a stray of a closed upload, which the janitor removes. */
export async function removeSegments(store: DocumentStore, segments: Upload['segments']): Promise<void> {
  await Promise.allSettled(segments.map(({ key }) => store.remove(key)));
}
