import { SessionEndReason } from '@ostiary/domain/auth';
import type { Context } from '../../context.ts';
import { idleMinutes } from '../../security-profile.ts';

const MINUTE = 60_000;

interface SessionState {
  /** What ended it, as stored; null while nothing did. */
  readonly revokedReason: string | null | undefined;
  readonly isBlocked: boolean;
  readonly isExpired: boolean;
  readonly isIdle: boolean;
}

/** Why a session is over; null while it is live. Rows of earlier versions hold other words, which all mean `REVOKED`. */
export function endReason({ revokedReason, isBlocked, isExpired, isIdle }: SessionState): SessionEndReason | null {
  if (revokedReason != null) return SessionEndReason.catch('REVOKED').parse(revokedReason);
  if (isBlocked) return 'BLOCKED';
  if (isExpired) return 'EXPIRED';
  return isIdle ? 'IDLE' : null;
}

/** When a session that is used now falls asleep; null where those of its door never do. */
export function idleEnd({ deps, door, now }: Pick<Context, 'deps' | 'door' | 'now'>): Date | null {
  const minutes = idleMinutes(deps.env, door);
  return minutes === null ? null : new Date(now.getTime() + minutes * MINUTE);
}
