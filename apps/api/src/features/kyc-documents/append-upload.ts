import type { Readable } from 'node:stream';
import type { Upload } from '@ostiary/db';
import { DomainError } from '@ostiary/domain/shared';
import type { CustomerContext } from '../../context.ts';
import { openVault } from '../../vault.ts';
import { SNIFF_BYTES, sniffType } from './receive.ts';
import { segmentMemory } from './sealed-file.ts';
import { refuseUpload } from './settle-upload.ts';
import { type OpenSegment, placeOf, readSegments, type SegmentPlace, startSegment } from './upload-segments.ts';
import { getUpload, refusalOfUpload } from './upload-session.ts';

/** After so many bytes a segment is closed and counted: no more than this is sent twice when the process dies. */
const SEGMENT_BYTES = 2 * 1024 * 1024;
/** Each costs a file; a line that breaks more often than this gets nowhere anyway. */
const MOST_SEGMENTS = 300;

/** The upload's type is known from its first 4 KiB, which may have come in pieces. */
async function typeGate(place: SegmentPlace, { receivedBytes, sizeBytes }: Upload) {
  const wanted = Math.min(SNIFF_BYTES, sizeBytes);
  let head = Buffer.alloc(0);
  if (receivedBytes < wanted) for await (const piece of readSegments(place)) head = Buffer.concat([head, piece]);
  let isKnown = receivedBytes >= wanted;
  return async (piece: Buffer) => {
    if (isKnown) return;
    head = Buffer.concat([head, piece]);
    if (head.length < wanted) return;
    await sniffType(head.subarray(0, SNIFF_BYTES));
    isKnown = true;
  };
}

/** Counts a stored segment, if nobody else wrote here meanwhile. Throws `UPLOAD_OFFSET`. */
async function count(
  ctx: CustomerContext,
  { id, at, segment }: { id: string; at: number; segment: OpenSegment },
): Promise<number> {
  const { key, bytes } = segment;
  const counted = await ctx.deps.orm.em.fork().execute<unknown[]>(
    `update upload set received_bytes = received_bytes + ?, segments = segments || ?::jsonb, updated_at = ?
       where id = ? and customer_id = ? and state = 'OPEN' and received_bytes = ? returning id`,
    [bytes, JSON.stringify([{ key, bytes }]), ctx.deps.clock(), id, ctx.actor.id, at],
  );
  if (counted.length > 0) return at + bytes;
  await ctx.deps.ports.documents.remove(key);
  throw new DomainError('UPLOAD_OFFSET');
}

/** A slow line closes few segments: it says that it is alive, or its upload would make room for a new one. */
const TOUCH_MS = 10_000;

function pulse({ deps, actor }: CustomerContext, { id, updatedAt }: Upload): () => Promise<void> {
  let told = updatedAt.getTime();
  return async () => {
    const now = deps.clock();
    if (now.getTime() - told < TOUCH_MS) return;
    told = now.getTime();
    await deps.orm.em
      .fork()
      .execute(`update upload set updated_at = ? where id = ? and customer_id = ? and state = 'OPEN'`, [
        now,
        id,
        actor.id,
      ]);
  };
}

async function append(ctx: CustomerContext, upload: Upload, stream: Readable): Promise<number> {
  const place = placeOf(ctx.deps.ports.documents, upload, await openVault(ctx, ctx.actor.id));
  const check = await typeGate(place, upload);
  const beat = pulse(ctx, upload);
  let at = upload.receivedBytes;
  let index = upload.segments.length;
  let segment: OpenSegment | undefined;
  const memory = segmentMemory();
  const close = async (full: OpenSegment) => {
    await full.commit();
    segment = undefined;
    index += 1;
    at = await count(ctx, { id: upload.id, at, segment: full });
  };
  try {
    for await (const chunk of stream) {
      const piece = chunk as Buffer; // a byte stream yields bytes
      await check(piece);
      await beat();
      segment ??= await startSegment(place, index, memory);
      await segment.write(piece);
      if (segment.bytes >= SEGMENT_BYTES) await close(segment);
    }
    if (segment) await close(segment);
    return at;
  } catch (error) {
    await segment?.discard();
    throw error;
  }
}

/**
 * Seals what comes as further segments and gives the new offset; what came before the stream ended stays, also when the
 * line was cut. Throws `NOT_FOUND`, `FILE_TYPE_REFUSED` (which ends the upload), `UPLOAD_OFFSET`, `UPLOAD_IN_PIECES`.
 */
export async function appendToUpload(ctx: CustomerContext, id: string, stream: Readable): Promise<number> {
  const upload = await getUpload(ctx, id);
  if (upload.state === 'REFUSED') throw refusalOfUpload(upload);
  // A last PATCH said twice: the route finishes, or tells that it is finished.
  if (upload.receivedBytes === upload.sizeBytes) return upload.sizeBytes;
  try {
    if (upload.segments.length >= MOST_SEGMENTS) throw new DomainError('UPLOAD_IN_PIECES');
    return await append(ctx, upload, stream);
  } catch (error) {
    if (error instanceof DomainError && (error.code === 'FILE_TYPE_REFUSED' || error.code === 'UPLOAD_IN_PIECES'))
      await refuseUpload(ctx, upload, error);
    throw error;
  }
}
