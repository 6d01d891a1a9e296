import type { SqlEntityManager } from '@ostiary/db';
import { isSameHash } from '@ostiary/domain/merkle';
import type { Keys } from '../../context.ts';
import type { FaultList } from './faults.ts';
import { listOutside, openCheckpoint, readNewestOutside, readOutside } from './outside.ts';

interface Given {
  readonly em: SqlEntityManager;
  readonly folder: string;
  readonly verifiers: Keys['checkpoint']['verifiers'];
  readonly faults: FaultList;
}

interface Note {
  /** What the row or the file's name says. */
  readonly size: number;
  readonly note: string;
  readonly place: 'database' | 'outside';
}

async function notesIn({ em, folder }: Given, sizes: readonly number[], [from, to]: readonly [number, number]) {
  const stored = await em.execute<{ size: number; note: string }[]>(
    'select size::float8 as size, note from audit_checkpoint where size > ? and size <= ? order by size',
    [from, to],
  );
  const notes: Note[] = stored.map((each) => ({ ...each, place: 'database' }));
  for (const size of sizes.filter((each) => each > from && each <= to))
    notes.push({ size, note: (await readOutside(folder, size)) ?? '', place: 'outside' });
  return notes.toSorted((left, right) => left.size - right.size);
}

async function readLargest(em: SqlEntityManager): Promise<number> {
  const [row] = await em.execute<{ size: number | null }[]>('select max(size)::float8 as size from audit_checkpoint');
  return row?.size ?? 0;
}

/**
 * Compares the tree, as it grows, with every checkpoint that was signed, in the database and outside. One that differs
 * puts the fault between it and the last that did not. Open them before the tree's size is read: the sealer goes on, and
 * what it signs meanwhile would look as if its records were gone.
 */
export async function openCheckpoints(given: Given) {
  const { folder, verifiers, faults, em } = given;
  const largest = await readLargest(em);
  const outside = await listOutside(folder);
  const newest = await readNewestOutside(folder);
  let good = 0;
  let checked = 0;
  let hasFault = false;
  const forged = (place: string, size: number) =>
    faults.add('CHECKPOINT_FORGED', good, { to: Math.max(size - 1, good), detail: place });
  return {
    checked: () => checked,
    /** Those of the trees above `from`, up to `to` leaves. */
    within: (from: number, to: number): Promise<Note[]> => notesIn(given, outside, [from, to]),
    compare({ size, note, place }: Note, root: Uint8Array): void {
      checked += 1;
      const signed = openCheckpoint(verifiers, note);
      if (signed?.size !== size) return forged(place, size);
      if (isSameHash(signed.root, root)) {
        if (!hasFault) good = size;
      } else if (!hasFault) {
        hasFault = true;
        faults.add('ROOT_DIFFERS', good, { to: size - 1, detail: place });
      }
    },
    /** Checkpoints of trees that are larger than the one that is there. */
    beyond(size: number): void {
      const signed = newest === null ? null : openCheckpoint(verifiers, newest);
      if (newest !== null && signed === null) forged('outside', outside.at(-1) ?? size);
      const places = { database: largest, outside: Math.max(outside.at(-1) ?? 0, signed?.size ?? 0) };
      for (const [detail, to] of Object.entries(places))
        if (to > size) faults.add('TAIL_MISSING', size, { to: to - 1, detail });
    },
  };
}
export type Checkpoints = Awaited<ReturnType<typeof openCheckpoints>>;
