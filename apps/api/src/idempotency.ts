import type { MikroORM, SqlEntityManager } from '@ostiary/db';
import {
  canonicalText,
  createHashQueue,
  fernetDecrypt,
  fernetEncrypt,
  type HashQueue,
  sha256,
} from '@ostiary/domain/crypto';
import { DomainError } from '@ostiary/domain/shared';
import type { Actor, Context } from './context.ts';

interface Middleware<Result extends { ok: boolean }> {
  readonly ctx: Context & { readonly actor: Actor };
  readonly path: string;
  readonly type: string;
  readonly getRawInput: () => Promise<unknown>;
  readonly run: (em: SqlEntityManager) => Promise<Result>;
}

class Replay extends Error {
  readonly data: unknown;
  constructor(data: unknown) {
    super('replay');
    this.data = data;
  }
}

class Undone<Result> extends Error {
  readonly result: Result;
  constructor(result: Result) {
    super('undone');
    this.result = result;
  }
}

const isOk = <Result extends { ok: boolean }>(result: Result): result is Result & { ok: true; data: unknown } =>
  result.ok;

/** Claims the key inside the transaction; a twin still at work holds the row's lock and shows as a lock time-out. */
async function claim(
  em: SqlEntityManager,
  { ctx, key, hash }: { ctx: Middleware<never>['ctx']; key: string; hash: Buffer },
): Promise<void> {
  await em.execute(`set local lock_timeout = '250ms'`);
  const inserted = await em
    .execute<{ key: string }[]>(
      'insert into idempotency_key (user_id, key, request_hash, created_at) values (?, ?, ?, ?) on conflict do nothing returning key',
      [ctx.actor.id, key, hash, ctx.now],
    )
    .catch((error: unknown) => {
      if (typeof error === 'object' && error !== null && Reflect.get(error, 'code') === '55P03')
        throw new DomainError('IDEMPOTENCY_IN_FLIGHT', { retryAfterSeconds: 1 });
      throw error;
    });
  await em.execute(`set local lock_timeout = '3s'`);
  if (inserted.length > 0) return;
  const [known] = await em.execute<{ request_hash: Buffer; response_encrypted: string }[]>(
    'select request_hash, response_encrypted from idempotency_key where user_id = ? and key = ?',
    [ctx.actor.id, key],
  );
  if (!known || !hash.equals(known.request_hash)) throw new DomainError('IDEMPOTENCY_MISMATCH');
  const plain = fernetDecrypt(ctx.deps.keys.outbox, known.response_encrypted).toString('utf8');
  throw new Replay(JSON.parse(plain));
}

/** Few at once, in order: each holds a connection and may need a second one, and a pool of firsts only would never move. */
const AT_ONCE = 4;
const WAITING = 500;
const gates = new WeakMap<MikroORM, HashQueue>();

function gateOf(orm: MikroORM): HashQueue {
  const gate = gates.get(orm) ?? createHashQueue({ concurrency: AT_ONCE, waiting: WAITING });
  gates.set(orm, gate);
  return gate;
}

/** Half a surrogate pair or a tower of brackets has no canonical text: nothing of ours is sent that way. */
function hashOf(request: unknown[]): Buffer {
  try {
    return sha256(Buffer.from(canonicalText(request)));
  } catch {
    throw new DomainError('MALFORMED_REQUEST');
  }
}

/**
 * `Idempotency-Key` on any signed-in mutation: key, change and answer are one transaction, so a repeat after a crash
 * either finds the stored answer or starts clean. Same key and payload: same answer; other payload: 422; in flight: 409.
 */
export async function withIdempotency<Result extends { ok: boolean }>({
  ctx,
  path,
  type,
  getRawInput,
  run,
}: Middleware<Result>): Promise<Result> {
  const key = ctx.request.idempotencyKey;
  if (key === undefined || type !== 'mutation') return run(ctx.em);
  if (key.length === 0 || key.length > 255) throw new DomainError('MALFORMED_REQUEST');
  const hash = hashOf([ctx.door, path, (await getRawInput()) ?? null]);
  try {
    const inOne = (work: (em: SqlEntityManager) => Promise<Result>) =>
      gateOf(ctx.deps.orm).run(() => ctx.em.transactional(work));
    return await inOne(async (em) => {
      await claim(em, { ctx, key, hash });
      const result = await run(em);
      // A refusal undoes everything, the claim on the key included: the corrected request may use it again.
      if (!isOk(result)) throw new Undone(result);
      const sealed = fernetEncrypt(ctx.deps.keys.outbox, JSON.stringify(result.data), { now: ctx.now });
      await em.flush();
      await em.execute('update idempotency_key set response_encrypted = ? where user_id = ? and key = ?', [
        sealed,
        ctx.actor.id,
        key,
      ]);
      return result;
    });
  } catch (error) {
    // tRPC's middleware result is a plain object; a replay is one with the stored data.
    if (error instanceof Replay)
      return { marker: 'middlewareMarker', ok: true, data: error.data, ctx } as unknown as Result;
    if (error instanceof Undone) return error.result as Result; // thrown above with exactly this type
    throw error;
  }
}
