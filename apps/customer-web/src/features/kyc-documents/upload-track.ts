import { fingerprintOf, forgetUpload, recallUpload, rememberUpload } from './upload-memory.ts';
import { takeBackUpload } from './upload-standing.ts';

interface TrackParts {
  file: File;
  fields: Readonly<Record<string, string>>;
  /** Where the file belongs: application, type and side. */
  place: string;
  /** Another page began to send something else here: this file starts from its beginning. */
  onOtherFile: () => void;
}

export type UploadTrack = ReturnType<typeof createUploadTrack>;

/** The upload as the server knows it, over single tries and over a reload of the page. */
export function createUploadTrack({ file, fields, place, onOtherFile }: TrackParts) {
  let id: string | null = null;
  let fingerprint: string | null | undefined;
  // One after the other: a forgotten upload must not be remembered by a write that began before.
  let memory: Promise<void> = Promise.resolve();
  const forget = () => {
    id = null;
    memory = memory.then(() => forgetUpload(place));
    return memory;
  };
  return {
    /** Null before the server knows the upload. */
    id: () => id,
    forget,
    /** Finds what an earlier page began, if it was this file with these words beside it. */
    recall: async () => {
      if (fingerprint !== undefined) return;
      fingerprint = await fingerprintOf(file, fields);
      const earlier = await recallUpload(place);
      if (earlier === null) return;
      if (earlier.fingerprint === fingerprint) {
        id = earlier.id;
        return;
      }
      onOtherFile();
      void takeBackUpload(earlier.id);
      await forget();
    },
    begun: (begunId: string) => {
      id = begunId;
      const known = fingerprint;
      if (known) memory = memory.then(() => rememberUpload(place, { id: begunId, fingerprint: known }));
    },
    /** Resolves once nothing is remembered here; the server is told meanwhile. */
    discard: async () => {
      if (id !== null) void takeBackUpload(id);
      await forget();
    },
  };
}
