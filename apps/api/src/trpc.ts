import { SESSION_RULES } from '@ostiary/domain/auth';
import { DomainError, ERRORS, type ErrorKind, fieldProblemsOf, type Permission } from '@ostiary/domain/shared';
import { initTRPC, TRPCError } from '@trpc/server';
import { ZodError } from 'zod';
import type { Context, CustomerContext, SignedInContext, StaffContext } from './context.ts';
import { asDomainError, loggable } from './failures.ts';
import { assertInScope } from './features/access/scope.service.ts';
import { recordFailure, recordFault } from './features/audit/audit.service.ts';
import { authenticate, type Leniency, stepUpRequired } from './features/auth/authenticate.service.ts';
import { reportsStored } from './features/data-protection/corruption.service.ts';
import { withIdempotency } from './idempotency.ts';
import type { LimitName } from './limits/limits.ts';
import type { RestMeta } from './rest.ts';

export const TRPC_CODES = {
  invalid: 'BAD_REQUEST',
  unauthenticated: 'UNAUTHORIZED',
  forbidden: 'FORBIDDEN',
  not_found: 'NOT_FOUND',
  conflict: 'CONFLICT',
  too_large: 'PAYLOAD_TOO_LARGE',
  unsupported_media: 'UNSUPPORTED_MEDIA_TYPE',
  unprocessable: 'UNPROCESSABLE_CONTENT',
  rate_limited: 'TOO_MANY_REQUESTS',
  unavailable: 'SERVICE_UNAVAILABLE',
} as const satisfies Record<ErrorKind, TRPCError['code']>;

/** What every client may know of a failure; anything we did not mean to say becomes one safe sentence. */
export function publicFailure(error: TRPCError) {
  const { cause } = error;
  if (cause instanceof ZodError && error.code === 'BAD_REQUEST') {
    return { errorCode: 'INVALID_INPUT', message: ERRORS.INVALID_INPUT.message, fieldErrors: fieldProblemsOf(cause) };
  }
  if (cause instanceof DomainError) {
    return {
      errorCode: cause.code,
      message: cause.message,
      fieldErrors: cause.fields,
      details: cause.details,
      retryAfterSeconds: cause.retryAfterSeconds,
    };
  }
  if (error.code === 'NOT_FOUND') return { errorCode: 'NOT_FOUND', message: ERRORS.NOT_FOUND.message };
  if (error.code === 'INTERNAL_SERVER_ERROR')
    return { errorCode: 'INTERNAL', message: 'Something went wrong. Please try again.' };
  return { errorCode: 'MALFORMED_REQUEST', message: ERRORS.MALFORMED_REQUEST.message };
}

const t = initTRPC
  .context<Context>()
  .meta<RestMeta>()
  .create({
    isDev: false,
    // Proxies cut what is silent for a minute; a portal that hears nothing for longer connects anew.
    sse: { ping: { enabled: true, intervalMs: 15_000 }, client: { reconnectAfterInactivityMs: 45_000 } },
    errorFormatter({ shape, error, ctx }) {
      const { message, ...facts } = publicFailure(error);
      return { ...shape, message, data: { ...facts, httpStatus: shape.data.httpStatus, requestId: ctx?.request.id } };
    },
  });

export const router = t.router;
export const createCaller = t.createCallerFactory;

/** The one form in which tRPC carries a refusal of ours. */
export function asRefusal(known: DomainError): TRPCError {
  return new TRPCError({ code: TRPC_CODES[known.kind], message: known.message, cause: known });
}

/** tRPC's `next()` never rejects: failures arrive as `result.ok === false` and are translated here, once. */
const translateErrors = t.middleware(async ({ ctx: shared, next, path }) => {
  // A batch is one HTTP request but several of ours: none may see what another has loaded.
  const ctx: Context = { ...shared, em: shared.em.fork(), seen: { actor: null } };
  const result = await next({ ctx });
  // On record before the answer that tells of it.
  await reportsStored(ctx.deps.orm);
  if (result.ok) return result;
  const { error } = result;
  if (error.cause instanceof ZodError && error.code === 'BAD_REQUEST') return result;
  if (error.code !== 'INTERNAL_SERVER_ERROR' && !(error.cause instanceof DomainError)) return result;
  const known = asDomainError(error.cause);
  if (known) {
    await recordFailure(ctx, path, known);
    throw asRefusal(known);
  }
  ctx.deps.log.error({ err: loggable(error.cause ?? error), requestId: ctx.request.id, path }, 'unexpected failure');
  await recordFault(ctx, path).catch(() => undefined);
  return result;
});

/** Outermost: what the caller waited for, and how it ended. A stream ends when its reader leaves, which is no figure. */
const measure = t.middleware(async ({ ctx, next, path, type }) => {
  const startedAt = performance.now();
  const result = await next();
  if (type === 'subscription') return result;
  const isOurs = result.ok || result.error.code !== 'INTERNAL_SERVER_ERROR';
  const outcome = result.ok ? 'ok' : isOurs ? 'refused' : 'failed';
  ctx.deps.metrics.called({ door: ctx.door, procedure: path, outcome, ms: performance.now() - startedAt });
  return result;
});

/** For anyone, signed in or not. */
export const publicProcedure = t.procedure.use(measure).use(translateErrors);

/** Counts this call, each one of a batch, for the caller's address; `RATE_LIMITED` once there were too many. */
export const limited = (name: LimitName) =>
  t.middleware(async ({ ctx, next }) => {
    await ctx.deps.limits.consume(name, ctx.request.address);
    return next();
  });

const FRESH_MS = SESSION_RULES.stepUpMinutes * 60_000;

/** After every check of a procedure, so that a repeat is let in by nothing less than the first time. */
const onceByKey = t.middleware(({ ctx, next, path, type, getRawInput }) =>
  withIdempotency({ ctx, path, type, getRawInput, run: ({ em, reply }) => next({ ctx: { em, reply } }) }),
);

const signedIn = (leniency: Leniency) =>
  publicProcedure.use(async ({ ctx, next }) => {
    const actor = await authenticate(ctx, leniency);
    if (!actor.permissions.has(actor.door === 'customer' ? 'application.own' : 'self.manage'))
      throw new DomainError('FORBIDDEN');
    // The check above is the narrowing.
    return next({ ctx: { ...ctx, actor } as SignedInContext });
  });

/** For proving who is asking: open to a session that still owes the code of a factor switched on since. */
export const provingProcedure = signedIn({ mayLackFactor: true, mayOweCode: true });

/**
 * For what is given or shown once: passwords, codes, secrets. An `Idempotency-Key` means nothing here, so that neither a
 * trace of the secret nor the answer is kept.
 */
export const secretProcedure = signedIn({ mayLackFactor: true });

/** A live session at its door with the door's own permission, whether or not a required second factor is set up. */
export const signedInProcedure = secretProcedure.use(onceByKey);

/** The same for whoever owes no second factor; at either door. */
export const enrolledProcedure = signedInProcedure.use(({ ctx, next }) => {
  if (ctx.actor.mustEnrol) throw new DomainError('MFA_REQUIRED');
  return next();
});

/** For sensitive actions: the person proved to be themself within the last five minutes, else `STEP_UP_REQUIRED`. */
export const freshProcedure = secretProcedure.use(({ ctx, next }) => {
  assertFresh(ctx);
  return next();
});

/** Throws `STEP_UP_REQUIRED`, with the factor that is asked for, unless the person proved themself within five minutes. */
export function assertFresh({ actor, now }: SignedInContext): void {
  // A proof of the future, of before the clock was set back, would count for as long as it was set back by.
  if (actor.steppedUpAt !== null && Math.abs(now.getTime() - actor.steppedUpAt.getTime()) < FRESH_MS) return;
  throw stepUpRequired(actor);
}

/** For the customer themself: a live session on the customer door with `application.own`. */
export const customerProcedure = secretProcedure
  .use(({ ctx, next }) => {
    if (ctx.actor.door !== 'customer') throw new DomainError('FORBIDDEN');
    if (ctx.actor.mustEnrol) throw new DomainError('MFA_REQUIRED');
    // The check above is the narrowing.
    return next({ ctx: ctx as CustomerContext });
  })
  .use(onceByKey);

/** For staff with one permission, read from the database on every call: a revoked right ends with the next request. */
export function staffProcedure(permission: Permission) {
  return publicProcedure
    .meta({ permission })
    .use(async ({ ctx, next, getRawInput }) => {
      const actor = await authenticate(ctx);
      if (actor.door !== 'staff') throw new DomainError('FORBIDDEN');
      if (!actor.permissions.has(permission))
        throw new DomainError(actor.switchedOff.has(permission) ? 'FEATURE_OFF' : 'FORBIDDEN');
      // The check above is the narrowing.
      const staff = { ...ctx, actor } as StaffContext;
      if (actor.onlyBranch !== null) await assertInScope(staff, await getRawInput());
      return next({ ctx: staff });
    })
    .use(onceByKey);
}
