import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** A text to be hashed at `cost`, or to be compared with `hash`. */
export type Question = { readonly text: string } & ({ readonly cost: number } | { readonly hash: string });

export type Answer = string | boolean;

const PROGRAM = new URL('password-thread.ts', import.meta.url);

const idle = new Set<Worker>();

/** A thread that waits, or a new one: there are as many as questions at once, which the caller's queue keeps few. */
function engage(): Worker {
  const [known] = idle;
  if (known) {
    idle.delete(known);
    known.ref();
    return known;
  }
  const thread = new Worker(PROGRAM);
  // One that breaks is thrown away; who asked it hears of that.
  return thread.on('error', () => idle.delete(thread));
}

/**
 * Asks a thread beside the four that files, DNS and ciphers share: hashing in those makes every file wait. Rejects with
 * what breaks the thread.
 */
export async function askThread(question: Question): Promise<Answer> {
  const thread = engage();
  const answered = once(thread, 'message');
  thread.postMessage(question);
  const [answer] = (await answered) as [Answer]; // what the program sends
  thread.unref();
  idle.add(thread);
  return answer;
}
