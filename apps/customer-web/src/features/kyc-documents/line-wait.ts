import { RestError } from '@ostiary/ui/client';

/** The pauses before trying again, about two minutes in all; each try that got further starts them anew. */
export const waitsMs: readonly number[] = [1_000, 2_000, 4_000, 8_000, 15_000, 30_000, 30_000, 30_000];

export interface LineWait {
  /** Settles when the time is over or the device is online again; rejects when `signal` aborts. */
  over: Promise<void>;
  endNow: () => void;
}

/** Waits for a lost line: an offline device has nothing to try, however long that takes. */
export function waitForLine(ms: number, signal: AbortSignal): LineWait {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const timer = setTimeout(() => {
    if (navigator.onLine) resolve();
  }, ms);
  const abort = () => reject(new RestError('CANCELLED', 0));
  const endNow = () => resolve();
  window.addEventListener('online', endNow);
  signal.addEventListener('abort', abort);
  const over = promise.finally(() => {
    clearTimeout(timer);
    window.removeEventListener('online', endNow);
    signal.removeEventListener('abort', abort);
  });
  return { over, endNow };
}
