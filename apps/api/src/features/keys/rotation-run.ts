import { KeyRotation, type SqlEntityManager } from '@ostiary/db';
import { v7 as uuidv7 } from 'uuid';
import type { Deps } from '../../context.ts';
import { asSystem, recordAudit } from '../audit/audit.service.ts';

/** What renewing keys needs of a process. */
export type RotationDeps = Pick<Deps, 'orm' | 'keys' | 'clock' | 'log'>;
export type RotationKind = KeyRotation['kind'];

interface Aim {
  readonly kind: RotationKind;
  readonly toVersion: number;
  /** People who are still to be renewed. */
  readonly waiting: number;
}

type Fact = 'started' | 'resumed' | 'superseded' | 'finished';

function record(
  tx: ReturnType<typeof asSystem>,
  fact: Fact,
  { rotation, left }: { rotation: KeyRotation; left?: number },
) {
  const { id, kind, toVersion, total, done } = rotation;
  recordAudit(tx, {
    action: `key_rotation.${fact}`,
    target: { type: 'key_rotation', id },
    after: { kind, toVersion, total, done, ...(left === undefined ? {} : { left }) },
  });
}

/** Goes on with the run that a killed process left, or that another one is at; ends one that went to another key. */
async function goOn(tx: ReturnType<typeof asSystem>, { kind, toVersion, waiting }: Aim): Promise<KeyRotation | null> {
  const open = await tx.em.findOne(KeyRotation, { kind, finishedAt: null });
  if (!open) return null;
  const isSame = open.toVersion === toVersion;
  if (isSame) open.total = open.done + waiting;
  else open.finishedAt = tx.now;
  record(tx, isSame ? 'resumed' : 'superseded', { rotation: open });
  await tx.em.flush();
  return isSame ? open : null;
}

/** The run to work for, from now on in the record; null when there is nothing to do. */
export async function beginRotation({ orm, clock }: RotationDeps, aim: Aim): Promise<KeyRotation | null> {
  return orm.em.fork().transactional(async (em) => {
    await em.execute(`select pg_advisory_xact_lock(hashtextextended(?, 0))`, [`key_rotation ${aim.kind}`]);
    const tx = asSystem(em, clock());
    const open = await goOn(tx, aim);
    if (open || aim.waiting === 0) return open;
    const { kind, toVersion, waiting: total } = aim;
    const rotation = em.create(KeyRotation, { id: uuidv7(), kind, toVersion, total, startedAt: tx.now });
    em.persist(rotation);
    record(tx, 'started', { rotation });
    return rotation;
  });
}

/** Counts what one transaction renewed, in that transaction: a killed run counts nothing twice. */
export async function countRenewed(
  em: SqlEntityManager,
  id: string,
  renewed: number,
): Promise<{ done: number; total: number }> {
  const [row] = await em.execute<{ done: number; total: number }[]>(
    'update key_rotation set done = done + ?, total = greatest(total, done + ?) where id = ? returning done, total',
    [renewed, renewed, id],
  );
  return row ?? { done: 0, total: 0 };
}

/** Ends a run in the record, once, whoever of several comes last. `left`: people whose data does not open. */
export async function endRotation({ orm, clock }: RotationDeps, id: string, left: number): Promise<void> {
  await orm.em.fork().transactional(async (em) => {
    const tx = asSystem(em, clock());
    const ended = await em.nativeUpdate(KeyRotation, { id, finishedAt: null }, { finishedAt: tx.now });
    if (ended === 0) return;
    record(tx, 'finished', { rotation: await em.findOneOrFail(KeyRotation, { id }), left });
  });
}
