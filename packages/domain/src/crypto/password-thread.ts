import { constants, setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import bcrypt from 'bcrypt';
import type { Answer, Question } from './password-threads.ts';

/**
 * One thread's share of hashing. On Linux a priority is a thread's own (setpriority(2)): whatever else the bank does goes
 * first, so that a flood of sign-ins takes only what is left over.
 */
function giveWay() {
  try {
    setPriority(0, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // A sandbox that forbids it: better beside all else than nobody signed in.
  }
}
if (process.platform === 'linux') giveWay();

const answer = (question: Question): Answer =>
  'hash' in question ? bcrypt.compareSync(question.text, question.hash) : bcrypt.hashSync(question.text, question.cost);

parentPort?.on('message', (question: Question) => parentPort?.postMessage(answer(question)));
