import type { LiveEvent } from '@ostiary/domain/application';
import { DomainError, type Permission } from '@ostiary/domain/shared';
import { z } from 'zod';
import type { SignedInContext } from '../context.ts';
import { asDomainError, loggable } from '../failures.ts';
import { recordFailure } from '../features/audit/audit.service.ts';
import { authenticate } from '../features/auth/authenticate.service.ts';
import { asRefusal } from '../trpc.ts';

const isStream = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Symbol.asyncIterator in value;

/** Output of a live procedure; its events are made here, from a parsed notice. */
export const LiveStream = z.custom<AsyncIterable<LiveEvent>>(isStream);

interface StreamOptions {
  /** The procedure's own, for the record of a refusal. */
  readonly path: string;
  /** What staff must still be allowed; a customer hears of their own cases only. */
  readonly permission: Permission;
  readonly signal: AbortSignal | undefined;
}

/**
 * Throws where a new request of this person would not be let in; nobody at the keyboard, so it keeps no session awake.
 * False where they see other branches now: the browser comes again and hears of those.
 */
async function isStillIn(ctx: SignedInContext, permission: Permission): Promise<boolean> {
  const { deps, door, request } = ctx;
  const now = { ...ctx, em: deps.orm.em.fork(), now: deps.clock(), request: { ...request, isBackground: true } };
  const actor = await authenticate(now);
  if (!actor.permissions.has(permission)) throw new DomainError('FORBIDDEN');
  if (actor.mustEnrol) throw new DomainError('MFA_REQUIRED');
  if (door === 'staff' && !(await deps.allowList.allows(request.address))) throw new DomainError('NETWORK_REFUSED');
  return actor.onlyBranch === ctx.actor.onlyBranch;
}

async function* follow(ctx: SignedInContext, { permission, signal }: StreamOptions): AsyncGenerator<LiveEvent> {
  const { id: userId, sessionId, onlyBranch } = ctx.actor;
  using seat = await ctx.deps.live.open({ sessionId, userId, door: ctx.door, onlyBranch });
  const { queue, recheckMs } = seat;
  const end = () => queue.end();
  signal?.addEventListener('abort', end, { once: true });
  if (signal?.aborted) return;
  let checkedAt = performance.now();
  while (!queue.isEnded()) {
    const events = await queue.take(checkedAt + recheckMs - performance.now());
    if (queue.isEnded()) return;
    if (performance.now() - checkedAt >= recheckMs) {
      if (!(await isStillIn(ctx, permission))) return;
      checkedAt = performance.now();
    }
    yield* events;
  }
}

/**
 * Changes as they are committed, first a resync. Ends when the person leaves, the process stops, the access token runs
 * out, or the session, the permission, the branch or the network no longer holds (asked every 30 seconds).
 */
export async function* liveStream(ctx: SignedInContext, options: StreamOptions): AsyncGenerator<LiveEvent> {
  try {
    yield* follow(ctx, options);
  } catch (error) {
    const known = asDomainError(error);
    // No middleware sees a failure inside a stream that has begun.
    if (known) {
      await recordFailure({ ...ctx, now: ctx.deps.clock() }, options.path, known);
      throw asRefusal(known);
    }
    ctx.deps.log.error({ err: loggable(error), requestId: ctx.request.id }, 'a live stream failed');
    throw error;
  }
}
