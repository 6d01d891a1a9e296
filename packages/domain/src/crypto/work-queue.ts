/** Too many wait at this moment: answer 503 with Retry-After. */
export class WorkQueueFullError extends Error {
  readonly code = 'BUSY';

  constructor() {
    super('Too many are waiting');
    this.name = 'WorkQueueFullError';
  }
}

export interface WorkQueue {
  run<T>(job: () => Promise<T>): Promise<T>;
  /** Throws WorkQueueFullError where `run` would: for who has other work to do before it. */
  assertRoom(): void;
}

/**
 * Lets `concurrency` jobs run and `waiting` more wait, in order of arrival; the next one is refused at once with
 * WorkQueueFullError. The defaults are for passwords: each that is hashed keeps a core busy for a quarter of a second.
 */
export function createWorkQueue({ concurrency = 2, waiting = 32 } = {}): WorkQueue {
  const line: (() => void)[] = [];
  let running = 0;

  function assertRoom() {
    if (running >= concurrency && line.length >= waiting) throw new WorkQueueFullError();
  }

  async function turn() {
    if (running < concurrency) {
      running += 1;
      return;
    }
    assertRoom();
    await new Promise<void>((resolve) => line.push(resolve));
  }

  function leave() {
    const next = line.shift();
    // The place passes straight to the next in line, so that a newcomer cannot slip in between.
    if (next) next();
    else running -= 1;
  }

  return {
    assertRoom,
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
