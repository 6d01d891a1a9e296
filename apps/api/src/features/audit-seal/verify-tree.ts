import type { SqlEntityManager } from '@ostiary/db';
import { nodeHash } from '@ostiary/domain/crypto';
import { EMPTY_FRONTIER, type Frontier, growTree, isSameHash, type Subtree } from '@ostiary/domain/merkle';
import { createFaultList, type Fault, type FaultList } from './faults.ts';
import { readKept, rootOf } from './tree-store.ts';
import { type Checkpoints, openCheckpoints } from './verify-checkpoints.ts';
import { type Page, readPage } from './verify-page.ts';
import { judgeRecord, type SealedRecord } from './verify-record.ts';

interface Verifying {
  readonly em: SqlEntityManager;
  readonly folder: string;
  readonly verifiers: Parameters<typeof openCheckpoints>[0]['verifiers'];
  /** Told the number of records looked at, of how many, before the first page and after each. */
  readonly onProgress?: (checked: number, size: number) => Promise<void>;
}

export interface Verified {
  /** Records looked at. */
  readonly checked: number;
  /** Checkpoints looked at, in both places. */
  readonly checkpoints: number;
  /** The first record that is wrong comes first; none means that everything is as it was signed. */
  readonly faults: readonly Fault[];
}

interface Run {
  readonly em: SqlEntityManager;
  readonly faults: FaultList;
  readonly checkpoints: Checkpoints;
  frontier: Frontier;
  last: SealedRecord | undefined;
}

const isAfter = (record: SealedRecord, before: SealedRecord) =>
  record.xid > before.xid || (record.xid === before.xid && record.eventId > before.eventId);

function judgeRecords({ faults, last }: Run, { records, strangers }: Page): void {
  for (const { id, index } of strangers) faults.add('RECORD_INSERTED', index, { eventId: id });
  let before = last;
  for (const record of records) {
    const { index, eventId } = record;
    const expected = before === undefined ? 0 : before.index + 1;
    if (index !== expected) faults.add('ENTRY_MISSING', expected, { to: index - 1 });
    if (before !== undefined && !isAfter(record, before)) faults.add('ORDER_CHANGED', index, { eventId });
    const judged = judgeRecord(record);
    if (judged !== null) faults.add(judged.kind, index, { eventId, detail: judged.detail });
    before = record;
    if (faults.isFull()) return;
  }
}

async function compareSubtrees({ em, faults }: Run, subtrees: readonly Subtree[]): Promise<void> {
  const kept = await readKept(em, subtrees);
  for (const { level, index, hash } of subtrees) {
    const there = kept({ level, index });
    if (there !== undefined && isSameHash(there, hash)) continue;
    const from = index * 2 ** level;
    // A wrong leaf makes every subtree above it wrong: the smallest tells the most.
    return faults.add('SUBTREE_CHANGED', from, { to: from + 2 ** level - 1 });
  }
}

/** Grows the tree by the sealed hashes of a page, and stops at each size that was signed. */
async function growPage(run: Run, { records }: Page): Promise<void> {
  const begin = run.frontier.size;
  const leaves = records.map(({ sealed }) => sealed);
  const completed: Subtree[] = [];
  const grow = (to: number) => {
    const grown = growTree(nodeHash, run.frontier, leaves.slice(run.frontier.size - begin, to - begin));
    completed.push(...grown.completed);
    run.frontier = grown.frontier;
  };
  for (const note of await run.checkpoints.within(begin, begin + leaves.length)) {
    grow(note.size);
    run.checkpoints.compare(note, rootOf(run.frontier));
  }
  grow(begin + leaves.length);
  await compareSubtrees(run, completed);
}

async function readSize(em: SqlEntityManager): Promise<number> {
  const [row] = await em.execute<{ size: number }[]>(
    'select coalesce(max(index) + 1, 0)::float8 as size from audit_seal',
  );
  return row?.size ?? 0;
}

/**
 * Reads the whole record in pages and compares everything with everything: each text with the hash that was sealed and
 * with its columns, the order, the kept subtrees, and the root of each size that was signed, also outside. Memory does
 * not grow with the number of records. What is not sealed yet is not looked at.
 */
export async function verifyAudit({ em, folder, verifiers, onProgress }: Verifying): Promise<Verified> {
  const faults = createFaultList();
  const checkpoints = await openCheckpoints({ em, folder, verifiers, faults });
  const run: Run = { em, faults, checkpoints, frontier: EMPTY_FRONTIER, last: undefined };
  const size = await readSize(em);
  await onProgress?.(0, size);
  let [next, checked] = [readPage(em, { from: 0, size }), 0];
  for (;;) {
    const page = await next;
    const end = page.records.at(-1);
    if (end === undefined) break;
    // The database reads the next page while this one is hashed.
    next = readPage(em, { from: end.index + 1, size, last: end });
    next.catch(() => undefined);
    judgeRecords(run, page);
    await growPage(run, page);
    run.last = end;
    checked += page.records.length;
    await onProgress?.(checked, size);
    if (faults.isFull()) break;
  }
  if (!faults.isFull()) checkpoints.beyond(size);
  await next.catch(() => undefined);
  return { checked, checkpoints: checkpoints.checked(), faults: faults.inOrder() };
}
