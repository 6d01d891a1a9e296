import { DomainError, type Permission } from '@ostiary/domain/shared';
import type { Request, Response } from 'express';
import type { Deps, StaffContext } from '../context.ts';
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
  try {
    const actor = await authenticate(anonymous);
    if (!actor.permissions.has(permission))
      throw new DomainError(actor.switchedOff.has(permission) ? 'FEATURE_OFF' : 'FORBIDDEN');
    const ctx = { ...anonymous, actor } as StaffContext; // the door and the check above are the narrowing
    if (mustBeFresh) assertFresh(ctx);
    return ctx;
  } catch (error) {
    if (error instanceof DomainError) await recordFailure(anonymous, place, error);
    throw error;
  }
}
