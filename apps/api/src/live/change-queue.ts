import type { LiveChange, LiveEvent } from '@ostiary/domain/application';

/** More changes than this at once: reading everything again is cheaper than hearing of each. */
const MOST_WAITING = 200;

export type ChangeQueue = ReturnType<typeof createChangeQueue>;

/** Two changes of one key are one piece of news. */
const keyOf = (change: LiveChange): string => ('id' in change ? `${change.kind} ${change.id}` : change.kind);

/** What one stream has not sent yet: a case waits once, with its newest version; a slow reader costs no more memory. */
export function createChangeQueue() {
  const waiting = new Map<string, LiveChange>();
  let mustResync = false;
  let isEnded = false;
  let wake: () => void = () => undefined;
  return {
    push(change: LiveChange): void {
      if (mustResync) return;
      const key = keyOf(change);
      waiting.delete(key);
      waiting.set(key, change);
      if (waiting.size > MOST_WAITING) this.resync();
      wake();
    },
    resync(): void {
      waiting.clear();
      mustResync = true;
      wake();
    },
    end(): void {
      isEnded = true;
      wake();
    },
    isEnded: () => isEnded,
    /** What waits; waits itself for at most `withinMs` and then gives nothing. */
    async take(withinMs: number): Promise<LiveEvent[]> {
      if (!isEnded && !mustResync && waiting.size === 0)
        await new Promise<void>((done) => {
          const timer = setTimeout(done, Math.max(0, withinMs));
          wake = () => {
            clearTimeout(timer);
            done();
          };
        });
      const events: LiveEvent[] = mustResync ? [{ kind: 'resync' }] : [...waiting.values()];
      mustResync = false;
      waiting.clear();
      return events;
    },
  };
}
