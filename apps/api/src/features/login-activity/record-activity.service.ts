import { type AppUser, LoginActivity } from '@ostiary/db';
import type { LoginOutcome } from '@ostiary/domain/auth';
import { hmacSha256 } from '@ostiary/domain/crypto';
import type { SessionId } from '@ostiary/domain/shared';
import { v7 as uuidv7 } from 'uuid';
import type { Context } from '../../context.ts';
import { nameForm } from '../auth/find-account.service.ts';

export interface ActivityFact {
  readonly outcome: LoginOutcome;
  /** Null where nobody at this door has the name. */
  readonly user: Pick<AppUser, 'id'> | null;
  /** What was typed; kept as a keyed hash only, for people type passwords into the wrong field. */
  readonly identifier: string;
  readonly deviceId?: string | null;
  readonly isNewDevice?: boolean;
  readonly sessionId?: SessionId;
}

/** HMAC-SHA-256 of the name as it is compared, whichever way it was spelt. 32 bytes. */
export const identifierHash = (ctx: Pick<Context, 'deps'>, identifier: string) =>
  hmacSha256(ctx.deps.keys.pepper, `identifier|${nameForm(identifier)}`);

/** Adds one attempt to sign in to the history, in the caller's unit of work. */
export function recordActivity(tx: Context, fact: ActivityFact): void {
  tx.em.persist(
    tx.em.create(LoginActivity, {
      id: uuidv7(),
      at: tx.now,
      door: tx.door,
      outcome: fact.outcome,
      userId: fact.user?.id ?? null,
      identifierHash: identifierHash(tx, fact.identifier),
      ip: tx.request.address,
      userAgent: tx.request.userAgent,
      deviceId: fact.deviceId ?? null,
      isNewDevice: fact.isNewDevice ?? false,
      sessionId: fact.sessionId ?? null,
    }),
  );
}
