import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** A text to be hashed at `cost`, or to be compared with `hash`. */
export type Question = { readonly text: string } & ({ readonly cost: number } | { readonly hash: string });

export type Answer = string | boolean;

const PROGRAM = new URL('password-thread.ts', import.meta.url);

const idle: Worker[] = [];

/** A thread that waits, or a new one: there are as many as questions at once, which the caller's queue keeps few. */
function engage(): Worker {
  const known = idle.pop();
  if (known) {
    known.ref();
    return known;
  }
  const thread = new Worker(PROGRAM);
  // One that breaks is thrown away; who asked it hears of that by its end.
  thread
    .on('error', () => undefined)
    .once('exit', () => idle.splice(0, idle.length, ...idle.filter((one) => one !== thread)));
  return thread;
}

/**
 * Asks a thread beside the four that files, DNS and ciphers share: hashing in those makes every file wait. Rejects when the
 * thread ends before it answers.
 */
export async function askThread(question: Question): Promise<Answer> {
  const thread = engage();
  const ended = new AbortController();
  const answered = once(thread, 'message', { signal: ended.signal });
  const end = () => ended.abort(new Error('The hashing thread ended'));
  thread.once('exit', end);
  thread.postMessage(question);
  const [answer] = (await answered) as [Answer]; // what the program sends
  thread.off('exit', end);
  thread.unref();
  idle.push(thread);
  return answer;
}
