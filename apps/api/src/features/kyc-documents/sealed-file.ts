import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { createSealer, type Envelope } from '@ostiary/domain/crypto';

/** Every write wakes another thread, which costs as much as sealing a chunk: what a socket gives at once is too little for one. */
const SEGMENT_BYTES = 256 * 1024;

export interface SealedFile {
  /** A promise where the disk has to be waited for before more may come. */
  add(plain: Buffer): Promise<void> | undefined;
  /** Settles when all of it is written and `out` is closed. */
  finish(): Promise<void>;
}

/** Memory of one segment, which files written one after the other may share. */
export const segmentMemory = (): Buffer => Buffer.allocUnsafeSlow(SEGMENT_BYTES);

/**
 * Seals what comes and writes it to `out` in segments. Their memory is one, filled again once it is written: a hundred
 * files at once hold a hundred segments and leave no garbage. Fails with what `out` fails with.
 */
export function sealedFile(out: Writable, envelope: Envelope, segment = segmentMemory()): SealedFile {
  const sealer = createSealer(envelope);
  const closed = finished(out);
  // Awaited in the end; a disk that fills up between two pieces must not end the process.
  closed.catch(() => undefined);
  let held = sealer.header.copy(segment);

  function flush(): Promise<void> {
    const full = segment.subarray(0, held);
    held = 0;
    return new Promise((done, fail) => {
      // A stream that failed before says of a write only that it is destroyed.
      out.write(full, (error) => (error ? fail(out.errored ?? error) : done()));
    });
  }

  function put(parts: readonly Buffer[]): Promise<void> | undefined {
    for (const [at, part] of parts.entries()) {
      if (held + part.length > SEGMENT_BYTES) return flush().then(() => put(parts.slice(at)));
      held += part.copy(segment, held);
    }
    return undefined;
  }

  return {
    add: (plain) => put(sealer.add(plain)),
    async finish() {
      await put(sealer.finish());
      await flush();
      out.end();
      await closed;
    },
  };
}
