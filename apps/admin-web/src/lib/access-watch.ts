import type { TRPCLink } from '@trpc/client';
import type { AnyRouter } from '@trpc/server';
import { tap } from '@trpc/server/observable';
import { errorCode } from './errors.ts';
import { session } from './session.ts';

const quietMs = 5_000;
let askedAt = -Infinity;

/** What somebody may do was changed while they worked: asks once who they are now, so that screens offer that and no more. */
function noteRefusal(error: unknown) {
  const code = errorCode(error);
  if (code !== 'FEATURE_OFF' && code !== 'FORBIDDEN') return;
  if (performance.now() - askedAt < quietMs) return;
  askedAt = performance.now();
  // Whether or not an answer comes, the refusal stands where it was asked.
  void session.renewNow().catch(() => null);
}

export function accessWatch(): TRPCLink<AnyRouter> {
  return () =>
    ({ op, next }) =>
      op.type === 'query' ? next(op).pipe(tap({ error: noteRefusal })) : next(op);
}
