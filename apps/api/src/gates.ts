import type { MikroORM } from '@ostiary/db';
import { createWorkQueue, type WorkQueue } from '@ostiary/domain/crypto';

const GATES = {
  /** Each holds a connection and may need a second one, and a pool of firsts only would never move. */
  idempotency: { concurrency: 4, waiting: 500 },
  /** Fifty that wait for one row would hold every connection while they do. */
  documents: { concurrency: 4, waiting: 500 },
  /** Each reads and seals a whole file: many at once are no faster, and every one holds buffers. */
  assembly: { concurrency: 4, waiting: 500 },
  /** Each is a process that decodes a picture, with memory of its own. */
  drawings: { concurrency: 4, waiting: 100 },
} as const;

const gates = new WeakMap<MikroORM, Map<string, WorkQueue>>();

/** Where few go in at once, in order of arrival; each has a line of its own, for work of one may wait inside another. */
export function gateOf(orm: MikroORM, name: keyof typeof GATES): WorkQueue {
  const known = gates.get(orm) ?? new Map<string, WorkQueue>();
  gates.set(orm, known);
  const gate = known.get(name) ?? createWorkQueue(GATES[name]);
  known.set(name, gate);
  return gate;
}
