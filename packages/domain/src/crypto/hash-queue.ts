/** Too many people are signing in at this moment: answer 503 with Retry-After. */
export class HashQueueFullError extends Error {
  readonly code = 'BUSY';

  constructor() {
    super('Too many password checks are waiting');
    this.name = 'HashQueueFullError';
  }
}

export type HashQueue = { run<T>(job: () => Promise<T>): Promise<T> };

/**
 * Lets `concurrency` jobs run and `waiting` more wait, in order of arrival; the next one is refused at once with
 * HashQueueFullError. bcrypt runs on the four threads that files and DNS need too: unlimited sign-ins starve them.
 */
export function createHashQueue({ concurrency = 2, waiting = 32 } = {}): HashQueue {
  const line: (() => void)[] = [];
  let running = 0;

  async function turn() {
    if (running < concurrency) {
      running += 1;
      return;
    }
    if (line.length >= waiting) throw new HashQueueFullError();
    await new Promise<void>((resolve) => line.push(resolve));
  }

  function leave() {
    const next = line.shift();
    // The place passes straight to the next in line, so that a newcomer cannot slip in between.
    if (next) next();
    else running -= 1;
  }

  return {
    async run(job) {
      await turn();
      try {
        return await job();
      } finally {
        leave();
      }
    },
  };
}
