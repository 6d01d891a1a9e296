import { DomainError, type Permission } from '@ostiary/domain/shared';
import type { Request, Response } from 'express';
import type { Context, Deps, StaffContext } from '../context.ts';
import { recordFailure } from '../features/audit/audit.service.ts';
import { authenticate } from '../features/auth/authenticate.service.ts';
import { assertFresh } from '../trpc.ts';
import { createContext } from './request-facts.ts';

interface Asked {
  readonly permission: Permission;
  /** What the record of a refusal calls it. */
  readonly place: string;
  /** For what is taken away: a file outlives the session. */
  readonly mustBeFresh?: true;
}

/** The same work, whose refusal is on record under the name of the place. */
export async function onRecord<T>(ctx: Context, place: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DomainError) await recordFailure(ctx, place, error);
    throw error;
  }
}

/**
 * Who asks the staff door for a file: what a procedure with that permission asks, and a fresh proof where one must be.
 * Throws as `authenticate` and `assertFresh` do, `FORBIDDEN`, `FEATURE_OFF`.
 */
export async function admitStaff(
  deps: Deps,
  exchange: { readonly req: Request; readonly res: Response },
  { permission, place, mustBeFresh }: Asked,
): Promise<StaffContext> {
  const anonymous = createContext(deps, { ...exchange, door: 'staff', face: 'rest' });
  return onRecord(anonymous, place, async () => {
    const actor = await authenticate(anonymous);
    if (!actor.permissions.has(permission))
      throw new DomainError(actor.switchedOff.has(permission) ? 'FEATURE_OFF' : 'FORBIDDEN');
    const ctx = { ...anonymous, actor } as StaffContext; // the door and the check above are the narrowing
    if (mustBeFresh) assertFresh(ctx);
    return ctx;
  });
}
