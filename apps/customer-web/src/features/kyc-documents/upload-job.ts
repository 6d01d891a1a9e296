import { errorCode, httpStatus, RestError } from '@ostiary/ui/client';
import { uploadDocument } from '../../lib/upload.ts';
import { uploadBody } from './document-details.ts';
import { type LineWait, waitForLine, waitsMs } from './line-wait.ts';
import { sendByTus } from './send-by-tus.ts';
import { createUploadTrack } from './upload-track.ts';

export interface UploadEvents {
  onProgress: (sentBytes: number, totalBytes: number, canPause: boolean) => void;
  /** Nothing gets through, because the line is lost or, `isBusy`, the bank has no room; tried again in so many milliseconds. */
  onWaiting: (waitMs: number, isBusy: boolean) => void;
  /** Another page began to send something else here: this file starts from its beginning. */
  onOtherFile: () => void;
}

interface JobParts {
  file: File;
  fields: Readonly<Record<string, string>>;
  /** Where the file belongs: application, type and side. */
  place: string;
  events: UploadEvents;
  waits?: readonly number[];
}

export interface UploadJob {
  /** Sends what is missing; may be called again after it rejected. Rejects with a RestError, CANCELLED when `signal` aborted. */
  run: (signal: AbortSignal) => Promise<void>;
  /** Ends a wait for the line. */
  hurry: () => void;
  /** Takes back what was sent. */
  discard: () => Promise<void>;
}

const passingCodes = new Set(['NETWORK', 'UPLOAD_OFFSET', 'RATE_LIMITED', 'BUSY', 'UNAVAILABLE']);

/** What another try may get past. A locked upload (423) is still being written to by the try before. */
function isPassing(error: unknown): boolean {
  const status = httpStatus(error) ?? 0;
  return passingCodes.has(errorCode(error)) || status >= 500 || status === 423;
}

/** Whose upload it is has to be settled first; the upload itself stands. */
const isAboutSession = (error: unknown) => httpStatus(error) === 401 || httpStatus(error) === 403;

/** The form for servers without tus: nothing to go on from, so it cannot be paused. */
function createFormSending({ file, fields, events }: JobParts) {
  // A repeat whose first answer was lost gets that answer. Outside a secure context there is no such key.
  const { randomUUID } = crypto as { randomUUID?: () => string };
  const idempotencyKey = randomUUID?.call(crypto);
  return async (signal: AbortSignal) => {
    const onProgress = (sent: number) => events.onProgress(Math.min(sent, file.size), file.size, false);
    await uploadDocument(uploadBody(fields, file), { signal, onProgress, idempotencyKey });
  };
}

/** The two ways of one file to the server, and how far it has come. */
function createSending(parts: JobParts) {
  const { file, fields, place, events } = parts;
  const track = createUploadTrack({ file, fields, place, onOtherFile: events.onOtherFile });
  let byForm: ReturnType<typeof createFormSending> | null = null;
  let reached = 0;
  const onProgress = (sent: number, total: number) => {
    reached = Math.max(reached, sent);
    events.onProgress(sent, total, true);
  };
  return {
    track,
    reached: () => reached,
    attempt: async (signal: AbortSignal) => {
      if (!byForm && (await sendByTus({ file, fields, track, onProgress }, signal))) return;
      byForm ??= createFormSending(parts);
      await byForm(signal);
    },
  };
}

/** Sends one file, resumably where the server can: tries again by itself while the line is lost, and remembers how to go on. */
export function createUploadJob(parts: JobParts): UploadJob {
  const { waits = waitsMs, events } = parts;
  const { track, reached, attempt } = createSending(parts);
  let waiting: LineWait | null = null;

  const pauseAfter = async (error: unknown, waitMs: number | undefined, signal: AbortSignal) => {
    if (signal.aborted) throw new RestError('CANCELLED', 0);
    const isGone = errorCode(error) === 'NOT_FOUND' && track.id() !== null;
    const mayPass = isGone || isPassing(error);
    // A refused upload is over, one that ran out too: the next try begins anew.
    if (isGone || !(mayPass || isAboutSession(error))) await track.forget();
    if (!mayPass || waitMs === undefined) throw error;
    events.onWaiting(waitMs, errorCode(error) !== 'NETWORK');
    waiting = waitForLine(waitMs, signal);
    await waiting.over;
  };
  const run = async (signal: AbortSignal) => {
    await track.recall();
    for (let tries = 0; ; tries += 1) {
      const before = reached();
      try {
        await attempt(signal);
        return await track.forget();
      } catch (error) {
        if (reached() > before) tries = 0;
        await pauseAfter(error, waits[tries], signal);
      }
    }
  };
  return { run, hurry: () => waiting?.endNow(), discard: track.discard };
}
