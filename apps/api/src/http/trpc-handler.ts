import type { Door } from '@ostiary/domain/auth';
import { DomainError } from '@ostiary/domain/shared';
import { createExpressMiddleware } from '@trpc/server/adapters/express';
import type { Request, RequestHandler } from 'express';
import type { Context, Deps } from '../context.ts';
import { recordFailure } from '../features/audit/audit.service.ts';
import type { PublicRouter, StaffRouter } from '../router.ts';
import { asRefusal } from '../trpc.ts';
import { assertOwnOrigin } from './origin-guard.ts';
import { createContext } from './request-facts.ts';
import { noteShed } from './request-log.ts';

const MAX_BATCH = 10;
const MAX_BODY_BYTES = 100_000;
const MAX_NAME = 200;

async function guard(ctx: Context, req: Request, procedures: readonly string[]): Promise<void> {
  try {
    assertOwnOrigin(req, procedures);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    // Anybody may put any names there.
    await recordFailure(ctx, procedures.join(',').slice(0, MAX_NAME), error);
    throw asRefusal(error);
  }
}

/** `/trpc` of one door. Mounted before any body parser: tRPC reads the stream itself. */
export function trpcHandler(
  deps: Deps,
  { router, door }: { router: PublicRouter | StaffRouter; door: Door },
): RequestHandler {
  const handle = createExpressMiddleware({
    router,
    maxBatchSize: MAX_BATCH,
    maxBodySize: MAX_BODY_BYTES,
    allowMethodOverride: true,
    async createContext({ req, res, info }) {
      const ctx = createContext(deps, { req, res, door, face: 'trpc' });
      const procedures = info.calls.map((call) => call.path);
      await guard(ctx, req, procedures);
      return ctx;
    },
    onError({ error, req }) {
      if (error.cause instanceof DomainError && error.cause.code === 'BUSY') noteShed(req);
    },
    responseMeta({ paths = [], errors, type }) {
      // tRPC's own headers of a stream would let it be stored; `no-transform` keeps compression from holding it back.
      if (type === 'subscription') return { headers: { 'cache-control': 'no-store, no-transform' } };
      const waits = errors.map(({ cause }) => (cause instanceof DomainError ? (cause.retryAfterSeconds ?? 0) : 0));
      const wait = Math.max(0, ...waits);
      if (wait > 0) return { headers: { 'retry-after': String(wait) } };
      if (!paths.includes('auth.logout') || errors.length > 0) return {};
      // Never "cookies": that would wipe the other door's as well.
      return { headers: { 'clear-site-data': '"cache", "storage"' } };
    },
  });
  return (req, res, next) => {
    // tRPC decodes the path where no failure is caught; the URIError of a bad one is answered with 400.
    decodeURIComponent(req.path);
    // A streamed batch would send its headers before a procedure could set the cookie.
    delete req.headers['trpc-accept'];
    if (req.headers.accept?.includes('jsonl')) delete req.headers.accept;
    return handle(req, res, next);
  };
}
