import { setTimeout as wait } from 'node:timers/promises';
import type { SqlEntityManager } from '@ostiary/db';
import { reportsStored } from '../data-protection/corruption.service.ts';
import { beginRotation, countRenewed, endRotation, type RotationDeps, type RotationKind } from './rotation-run.ts';

export interface Step {
  /** The person it came to; null at the end. */
  readonly last: string | null;
  readonly renewed: number;
  /** People whose data does not open, or breaks a rule: left as they are. */
  readonly failed: readonly string[];
}

export interface Renewal {
  readonly kind: RotationKind;
  readonly toVersion: number;
  /** People who are still under an older key. */
  count(em: SqlEntityManager): Promise<number>;
  /** Renews up to `atOnce` people after `after` in the caller's transaction, but for those whom another one holds. */
  renew(em: SqlEntityManager, place: { after: string; atOnce: number }): Promise<Step>;
}

export interface Progress {
  readonly done: number;
  readonly total: number;
  /** People a second, by this process. */
  readonly rate: number;
}

export interface RenewOptions {
  /** People in one transaction. */
  readonly atOnce?: number;
  readonly onProgress?: (progress: Progress) => void;
}

export interface Renewed {
  /** People renewed by this process. */
  readonly renewed: number;
  /** People who could not be. */
  readonly failed: readonly string[];
}

const FIRST = '00000000-0000-0000-0000-000000000000';
const AT_ONCE = 200;
const HELD_MS = 200;

interface Work extends RenewOptions {
  readonly rotationId: string;
  readonly renewal: Renewal;
  readonly failed: Set<string>;
  readonly begunAt: number;
  renewed: number;
}

async function pass({ orm }: RotationDeps, work: Work): Promise<void> {
  const { renewal, rotationId, atOnce = AT_ONCE } = work;
  for (let after: string | null = FIRST; after !== null;) {
    const place: { after: string; atOnce: number } = { after, atOnce };
    const { step, counted } = await orm.em.fork().transactional(async (em) => {
      const one = await renewal.renew(em, place);
      // Last: two runs meet at this row only, and only as long as a commit takes.
      return { step: one, counted: await countRenewed(em, rotationId, one.renewed) };
    });
    after = step.last;
    work.renewed += step.renewed;
    for (const id of step.failed) work.failed.add(id);
    const seconds = (performance.now() - work.begunAt) / 1000;
    if (step.last !== null) work.onProgress?.({ ...counted, rate: work.renewed / seconds });
  }
}

/**
 * Renews what is under older keys, people by people in small transactions, while the bank goes on. Killed at any moment,
 * it goes on from there; several at once share the work.
 */
export async function renewAll(deps: RotationDeps, renewal: Renewal, options: RenewOptions = {}): Promise<Renewed> {
  const waiting = await renewal.count(deps.orm.em.fork());
  const { kind, toVersion } = renewal;
  const rotation = await beginRotation(deps, { kind, toVersion, waiting });
  if (!rotation) return { renewed: 0, failed: [] };
  const begunAt = performance.now();
  const work: Work = { ...options, rotationId: rotation.id, renewal, failed: new Set(), begunAt, renewed: 0 };
  await pass(deps, work);
  // What another transaction held, and what was written under the older key meanwhile.
  while ((await renewal.count(deps.orm.em.fork())) > work.failed.size) {
    await wait(HELD_MS);
    work.failed.clear();
    await pass(deps, work);
  }
  await endRotation(deps, rotation.id, work.failed.size);
  await reportsStored(deps.orm);
  return { renewed: work.renewed, failed: Array.from(work.failed) };
}

/** Throws an Error fit for the operator when rows need a key that this process lacks, or are newer than its newest one. */
export function assertRing(
  setting: string,
  ring: { versions(): readonly number[]; currentVersion(): number },
  used: readonly number[],
): void {
  const newest = Math.max(0, ...used);
  if (newest > ring.currentVersion())
    throw new Error(
      `${setting}: the bank already uses version ${newest}, this process knows ${ring.currentVersion()}.`,
    );
  const missing = used.filter((version) => !ring.versions().includes(version));
  if (missing.length > 0) throw new Error(`${setting}: version ${missing.join(', ')} is still in use. Put it back.`);
}
