import { constants, setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import bcrypt from 'bcrypt';
import type { Answer, Question } from './password-threads.ts';

/**
 * One thread's share of hashing. On Linux a priority is a thread's own (setpriority(2)): whatever else the bank does goes
 * first, so that a flood of sign-ins takes only what is left over.
 */
if (process.platform === 'linux') setPriority(0, constants.priority.PRIORITY_BELOW_NORMAL);

const answer = (question: Question): Answer =>
  'hash' in question ? bcrypt.compareSync(question.text, question.hash) : bcrypt.hashSync(question.text, question.cost);

parentPort?.on('message', (question: Question) => parentPort?.postMessage(answer(question)));
