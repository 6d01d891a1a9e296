import type { Readable } from 'node:stream';
import { MAX_FILE_BYTES } from '@ostiary/domain/kyc-documents';
import { DomainError } from '@ostiary/domain/shared';
import { Server } from '@tus/server';
import { DataStore, type Locker, Upload as TusUpload } from '@tus/utils';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import type { CustomerContext } from '../../context.ts';
import { appendToUpload } from './append-upload.ts';
import { finishUpload } from './finish-upload.ts';
import { announceUpload, cancelUpload, getUpload, refusalOfUpload } from './upload-session.ts';

export const UPLOADS_PATH = '/api/uploads';
export const DOCUMENT_HEADER = 'Ostiary-Document-Id';

const EXTENSIONS = ['creation', 'creation-with-upload', 'termination', 'expiration'];

/** The tus server's store, for one person: rows say what is there, sealed segments hold the bytes. */
function storeOf(ctx: CustomerContext): DataStore {
  return Object.assign(new DataStore(), {
    extensions: EXTENSIONS,
    async create(upload: TusUpload) {
      const { id, size = 0, metadata = {} } = upload;
      await announceUpload(ctx, { id, size, metadata });
      return upload;
    },
    // The metadata is not told again, as tus would have it: it holds the document's number.
    async getUpload(id: string) {
      const upload = await getUpload(ctx, id);
      if (upload.state === 'REFUSED') throw refusalOfUpload(upload);
      const { sizeBytes, receivedBytes, createdAt } = upload;
      return new TusUpload({ id, size: sizeBytes, offset: receivedBytes, creation_date: createdAt.toISOString() });
    },
    write: (stream: Readable, id: string) => appendToUpload(ctx, id, stream),
    remove: (id: string) => cancelUpload(ctx, id),
  });
}

const STATUS_CODES = {
  404: 'NOT_FOUND',
  409: 'UPLOAD_OFFSET',
  410: 'NOT_FOUND',
  413: 'UPLOAD_OVERRUN',
  500: 'UNAVAILABLE',
} as const;
const isKnown = (status: unknown): status is keyof typeof STATUS_CODES =>
  typeof status === 'number' && status in STATUS_CODES;

/** The tus server refuses with objects of its own; everything else is a failure as anywhere. */
function ownRefusal(error: unknown, method: string): unknown {
  const status: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'status_code') : undefined;
  if (typeof status !== 'number') return error;
  if (status === 413 && method === 'POST') return new DomainError('FILE_TOO_LARGE');
  return new DomainError(isKnown(status) ? STATUS_CODES[status] : 'MALFORMED_REQUEST');
}

/** Whose lock it is comes first: who asks for another's upload disturbs nobody. */
const locksOf = ({ actor }: CustomerContext, locks: Locker): Locker => ({
  newLock: (id) => locks.newLock(`${actor.id}/${id}`),
});

/** A tus 1.0 server that knows this one person. `failed` hears why it refuses. */
export function tusServer(ctx: CustomerContext, locker: Locker, failed: (error: unknown) => void): Server {
  return new Server({
    path: UPLOADS_PATH,
    datastore: storeOf(ctx),
    locker: locksOf(ctx, locker),
    lockDrainTimeout: 500,
    maxSize: MAX_FILE_BYTES,
    relativeLocation: true,
    allowedOrigins: () => false,
    namingFunction: () => uuidv7(),
    getFileIdFromRequest: (_request, last) => (z.uuid().safeParse(last).success ? last : undefined),
    onUploadFinish: async (_request, { id }) => ({ headers: { [DOCUMENT_HEADER]: await finishUpload(ctx, id) } }),
    onResponseError: (request, error) => {
      failed(ownRefusal(error, request.method));
      return { status_code: 500, body: '' };
    },
  });
}
