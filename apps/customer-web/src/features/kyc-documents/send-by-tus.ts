import { errorCode, httpStatus, RestError } from '@ostiary/ui/client';
import { withFreshAccess } from '../../lib/session.ts';
import { attemptTus } from './tus-attempt.ts';
import { readStanding } from './upload-standing.ts';
import type { UploadTrack } from './upload-track.ts';

interface TusSending {
  file: File;
  fields: Readonly<Record<string, string>>;
  track: UploadTrack;
  onProgress: (sentBytes: number, totalBytes: number) => void;
}

/** A refusal of HEAD, which has no body to say why. */
const isMute = (error: unknown) => errorCode(error) === 'UNKNOWN' && Math.floor((httpStatus(error) ?? 0) / 100) === 4;

/** Asks what became of an upload. True: it is a document. Throws the refusal that ended it. */
async function isFinished(id: string): Promise<boolean> {
  const { state, problem } = await readStanding(id);
  if (state === 'refused' && problem) throw new RestError(problem.code, 409, { message: problem.message });
  return state === 'finished';
}

/**
 * One try by tus, begun or gone on with. False: this server does not offer it (404 or 405 to the beginning).
 * Rejects with a RestError; `UNAVAILABLE` when the server does not say where the upload stands.
 */
export async function sendByTus(
  { file, fields, track, onProgress }: TusSending,
  signal: AbortSignal,
): Promise<boolean> {
  const metadata = { ...fields, filename: file.name };
  // The token is asked for at every request; the second try is for one that ran out on the way.
  const attempt = () =>
    withFreshAccess(() => attemptTus({ file, metadata, id: track.id(), onBegun: track.begun, onProgress }, signal));
  try {
    await attempt();
    return true;
  } catch (error) {
    const id = track.id();
    const status = httpStatus(error);
    if (id === null && (status === 404 || status === 405)) return false;
    if (id === null || !isMute(error)) throw error;
    if (await isFinished(id)) return true;
    // Asking has renewed an expired token.
    if (status !== 401) throw new RestError('UNAVAILABLE', 503);
    await attempt();
    return true;
  }
}
