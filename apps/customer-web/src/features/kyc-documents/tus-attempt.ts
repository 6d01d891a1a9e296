import { readRestError, RestError } from '@ostiary/ui/client';
import i18next from 'i18next';
import type { DetailedError, UploadOptions } from 'tus-js-client';
import { session } from '../../lib/session.ts';

// Each piece asks for the access token anew, and shows the server that somebody is there.
const pieceBytes = 2 * 1_048_576;
// A radio that lost its cell can leave a request hanging for many minutes.
const silentMs = 30_000;

export interface TusParts {
  file: File;
  /** The fields of the multipart form, and `filename`. */
  metadata: Record<string, string>;
  /** Of an upload that was begun; null begins one. */
  id: string | null;
  onBegun: (id: string) => void;
  onProgress: (sentBytes: number, totalBytes: number) => void;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const isDetailed = (error: Error): error is DetailedError => 'originalResponse' in error;

/** The REST refusal in an error of the tus client. A HEAD has no body: its refusal has the code UNKNOWN and its status. */
function refusalIn(error: Error): RestError {
  if (error instanceof RestError) return error;
  if (!isDetailed(error)) return new RestError('UNKNOWN', 0, { message: error.message });
  if (error.causingError instanceof RestError) return error.causingError;
  const response = error.originalResponse;
  if (!response) return new RestError('NETWORK', 0);
  return readRestError(response.getStatus(), parseJson(response.getBody()));
}

/** Rejects when nothing was heard for too long. */
function createWatch(onSilence: () => void) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = () => clearTimeout(timer);
  const feed = () => {
    stop();
    timer = setTimeout(onSilence, silentMs);
  };
  feed();
  return { feed, stop };
}

interface Hearing {
  heard: () => void;
  settle: (error: Error | null) => void;
}

function optionsOf({ id, metadata, onProgress }: TusParts, signal: AbortSignal, hearing: Hearing): UploadOptions {
  const endpoint = new URL('/api/uploads', window.location.origin).href;
  return {
    // Without an endpoint the client does not begin anew when the server knows the upload no more: the job decides that.
    ...(id === null ? { endpoint } : { endpoint: null, uploadUrl: `${endpoint}/${id}` }),
    metadata,
    chunkSize: pieceBytes,
    retryDelays: null,
    storeFingerprintForResuming: false,
    headers: { 'x-requested-by': 'ostiary', 'accept-language': i18next.resolvedLanguage ?? 'en' },
    onBeforeRequest: async (request) => {
      const access = await session.freshAccess();
      if (signal.aborted) throw new RestError('CANCELLED', 0);
      if (access) request.setHeader('authorization', `Bearer ${access}`);
    },
    onProgress: (sentBytes, totalBytes) => {
      hearing.heard();
      if (!signal.aborted) onProgress(sentBytes, totalBytes);
    },
    onChunkComplete: () => session.noteUse(),
    onError: (error) => hearing.settle(refusalIn(error)),
    onSuccess: () => hearing.settle(null),
  };
}

/**
 * One try of tus 1.0 at /api/uploads, from where the server says the upload stands. Resolves when the server has the whole
 * file as a document. Rejects with a RestError: NETWORK when no answer came, CANCELLED when `signal` aborted.
 */
export async function attemptTus(parts: TusParts, signal: AbortSignal): Promise<void> {
  const { Upload } = await import('tus-js-client');
  if (signal.aborted) throw new RestError('CANCELLED', 0);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const fail = (code: string) => {
    void upload.abort();
    reject(new RestError(code, 0));
  };
  const watch = createWatch(() => fail('NETWORK'));
  const upload = new Upload(parts.file, {
    ...optionsOf(parts, signal, {
      heard: watch.feed,
      settle: (error) => (error ? reject(error) : resolve()),
    }),
    onUploadUrlAvailable: () => {
      const id = upload.url?.split('/').at(-1);
      if (id && parts.id === null) parts.onBegun(id);
    },
  });
  const cancel = () => fail('CANCELLED');
  signal.addEventListener('abort', cancel);
  upload.start();
  await promise.finally(() => {
    watch.stop();
    signal.removeEventListener('abort', cancel);
  });
}
