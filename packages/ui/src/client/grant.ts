/** An access token with what the page must know of its session; instants are ISO. */
export interface SessionGrant {
  access: string;
  accessExpiresAt: string;
  /** Milliseconds that the clock of this device is ahead of the server's; less than 0: behind. */
  aheadMs?: number;
  /** The absolute end by the server's clock, which renewing does not move. */
  sessionEndsAt?: string;
  /** Minutes without use after which the server ends the session; null: never. */
  idleMinutes?: number | null;
  userId?: string;
  username?: string;
  /** A second factor must be set up before anything else. */
  mustEnrol?: boolean;
}

/** What a sign-in answers, as far as a session reads it. */
export interface SignInAnswer {
  access: string;
  issuedAt?: string;
  accessExpiresAt: string;
  sessionEndsAt?: string;
  idleMinutes?: number | null;
  user?: { id?: string; username?: string; mustEnrol?: boolean };
}

/** To be called as soon as the answer is there: the clocks are compared now. */
export function grantOf({ issuedAt, user, ...rest }: SignInAnswer): SessionGrant {
  const { access, accessExpiresAt, sessionEndsAt, idleMinutes } = rest;
  const { id: userId, username, mustEnrol } = user ?? {};
  const aheadMs = issuedAt === undefined ? 0 : Date.now() - Date.parse(issuedAt);
  return { access, accessExpiresAt, aheadMs, sessionEndsAt, idleMinutes, userId, username, mustEnrol };
}

/** When a moment of the server's clock comes by this device's: a wrong clock must not end a session that lives. */
export const hereAt = ({ aheadMs = 0 }: SessionGrant, instant: string): number => Date.parse(instant) + aheadMs;

export interface SessionEndTime {
  /** Milliseconds since the epoch, by the clock of this device. */
  at: number;
  /** The absolute end: using the portal does not move it. */
  isFixed: boolean;
}

const minuteMs = 60_000;

/** When the session ends unless somebody uses it; idleness counts a minute short, so that no page outlives the server's. */
export function endOf(grant: SessionGrant, usedAt: number): SessionEndTime | null {
  const fixedAt = grant.sessionEndsAt === undefined ? Infinity : hereAt(grant, grant.sessionEndsAt);
  const idleAt = grant.idleMinutes == null ? Infinity : usedAt + (grant.idleMinutes - 1) * minuteMs;
  const at = Math.min(fixedAt, idleAt);
  return Number.isFinite(at) ? { at, isFixed: fixedAt <= idleAt } : null;
}
