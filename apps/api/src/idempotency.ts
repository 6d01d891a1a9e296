import type { SqlEntityManager } from '@ostiary/db';
import { canonicalText, hmacSha256, openField, sealField, sha256 } from '@ostiary/domain/crypto';
import { DomainError } from '@ostiary/domain/shared';
import type { Context, SignedInContext } from './context.ts';
import { orReport } from './features/data-protection/corruption.service.ts';
import { gateOf } from './gates.ts';

/** What the procedure gets in place of the request's own. */
type Own = Pick<Context, 'em' | 'reply'>;

interface Middleware<Result extends { ok: boolean }> {
  readonly ctx: Context;
  readonly path: string;
  readonly type: string;
  readonly getRawInput: () => Promise<unknown>;
  readonly run: (own: Own) => Promise<Result>;
}

/** What a repeat is answered with; `status` where the procedure asked for another than its own. */
interface Answer {
  readonly data: unknown;
  readonly status?: number;
}

class Replay extends Error {
  readonly answer: Answer;
  constructor(answer: Answer) {
    super('replay');
    this.answer = answer;
  }
}

class Undone<Result> extends Error {
  readonly result: Result;
  constructor(result: Result) {
    super('undone');
    this.result = result;
  }
}

const UUIDS = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;

/** Every id that the request or its answer names: by these erasure finds the answers that tell of a person. */
const subjectsOf = (...told: readonly unknown[]) => `{${[...new Set(JSON.stringify(told).match(UUIDS))].join(',')}}`;

const isOk = <Result extends { ok: boolean }>(result: Result): result is Result & { ok: true; data: unknown } =>
  result.ok;

/** The key is the client's text; its hash stands in a place without being able to imitate another. */
const answerPlace = (userId: string, key: string) => ({
  table: 'idempotency_key',
  column: 'response_encrypted',
  rowId: `${userId}/${sha256(Buffer.from(key)).toString('hex')}`,
});

/** Claims the key inside the transaction; a twin still at work holds the row's lock and shows as a lock time-out. */
async function claim(
  em: SqlEntityManager,
  { ctx, key, hash }: { ctx: SignedInContext; key: string; hash: Buffer },
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
  const [known] = await em.execute<{ request_hash: Buffer; response_encrypted: string | null }[]>(
    'select request_hash, response_encrypted from idempotency_key where user_id = ? and key = ?',
    [ctx.actor.id, key],
  );
  if (!known || !hash.equals(known.request_hash)) throw new DomainError('IDEMPOTENCY_MISMATCH');
  const place = answerPlace(ctx.actor.id, key);
  const sealed = known.response_encrypted;
  // It was done, but who it told of is forgotten since.
  if (sealed === null) throw new DomainError('ALREADY_ERASED');
  const plain = orReport(ctx.deps, { userId: ctx.actor.id, place, sealed }, () =>
    openField(ctx.deps.keys.outbox, place, sealed),
  );
  throw new Replay(JSON.parse(plain) as Answer); // sealed by us below
}

/**
 * Of one session: who took another one over gets no answer of this one repeated. Half a surrogate pair or a tower of
 * brackets has no canonical text: nothing of ours is sent that way.
 */
function hashOf({ deps, door, actor }: SignedInContext, request: readonly unknown[]): Buffer {
  try {
    return hmacSha256(deps.keys.idempotency, canonicalText([door, actor.sessionId, ...request]));
  } catch {
    throw new DomainError('MALFORMED_REQUEST');
  }
}

/** The reply, and the status that the procedure asks of it. */
function listening(reply: Context['reply']): { reply: Context['reply']; asked: { status?: number } } {
  const asked: { status?: number } = {};
  const setStatus = (status: number) => {
    asked.status = status;
    reply.setStatus(status);
  };
  return { reply: { ...reply, setStatus }, asked };
}

/** tRPC's middleware result is a plain object; a repeat is one with the stored data. */
function repeat<Result>(ctx: Context, { data, status }: Answer): Result {
  if (status !== undefined) ctx.reply.setStatus(status);
  return { marker: 'middlewareMarker', ok: true, data, ctx } as unknown as Result;
}

const isSignedIn = (ctx: Context): ctx is SignedInContext => ctx.actor !== null;

/**
 * `Idempotency-Key` on signed-in mutations: key, change and answer are one transaction, so a repeat after a crash
 * either finds the stored answer or starts clean. Same key and payload: same answer; other payload, or another session:
 * 422; in flight, or about somebody who was erased since: 409.
 */
export async function withIdempotency<Result extends { ok: boolean }>({
  ctx,
  path,
  type,
  getRawInput,
  run,
}: Middleware<Result>): Promise<Result> {
  const key = ctx.request.idempotencyKey;
  if (key === undefined || type !== 'mutation' || !isSignedIn(ctx)) return run(ctx);
  if (key.length === 0 || key.length > 255) throw new DomainError('MALFORMED_REQUEST');
  const input = (await getRawInput()) ?? null;
  const hash = hashOf(ctx, [path, input]);
  const { reply, asked } = listening(ctx.reply);
  try {
    const inOne = (work: (em: SqlEntityManager) => Promise<Result>) =>
      gateOf(ctx.deps.orm, 'idempotency').run(() => ctx.em.transactional(work));
    return await inOne(async (em) => {
      await claim(em, { ctx, key, hash });
      const result = await run({ em, reply });
      // A refusal undoes everything, the claim on the key included: the corrected request may use it again.
      if (!isOk(result)) throw new Undone(result);
      const answer: Answer = { data: result.data, ...asked };
      const sealed = sealField(ctx.deps.keys.outbox, answerPlace(ctx.actor.id, key), {
        text: JSON.stringify(answer),
        now: ctx.now,
      });
      await em.flush();
      await em.execute(
        'update idempotency_key set response_encrypted = ?, subjects = ?::uuid[] where user_id = ? and key = ?',
        [sealed, subjectsOf(input, answer.data), ctx.actor.id, key],
      );
      return result;
    });
  } catch (error) {
    if (error instanceof Replay) return repeat(ctx, error.answer);
    if (error instanceof Undone) return error.result as Result; // thrown above with exactly this type
    throw error;
  }
}
