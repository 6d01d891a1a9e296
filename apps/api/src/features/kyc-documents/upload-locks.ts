import { DomainError } from '@ostiary/domain/shared';
import type { Locker, RequestRelease } from '@tus/utils';

const PATIENCE_MS = 10_000;
const IN_LINE = 4;

interface Place {
  /** Asks the holder to come to an end. */
  release: RequestRelease;
  readonly line: (() => void)[];
}

function stand(place: Place, signal: AbortSignal): Promise<void> {
  return new Promise((done, fail) => {
    const quit = () => {
      place.line.splice(place.line.indexOf(come), 1);
      end();
      fail(new DomainError('BUSY', { retryAfterSeconds: 2 }));
    };
    const timer = setTimeout(quit, PATIENCE_MS);
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', quit);
    };
    const come = () => {
      end();
      done();
    };
    signal.addEventListener('abort', quit);
    place.line.push(come);
  });
}

/**
 * One request at a time for each upload of this process, in order of arrival. A newcomer asks the holder to stop: a person
 * who comes back over a new line must not wait for the death of the old one. Between processes the row decides.
 */
export function createUploadLocks(): Locker {
  const places = new Map<string, Place>();
  return {
    newLock: (id) => ({
      async lock(signal, release) {
        const place = places.get(id);
        if (!place) {
          places.set(id, { release, line: [] });
          return;
        }
        if (place.line.length >= IN_LINE) throw new DomainError('BUSY', { retryAfterSeconds: 2 });
        await place.release();
        await stand(place, signal);
        place.release = release;
        if (place.line.length > 0) await release();
      },
      unlock() {
        const next = places.get(id)?.line.shift();
        if (next) next();
        else places.delete(id);
        return Promise.resolve();
      },
    }),
  };
}
