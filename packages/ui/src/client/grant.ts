/** An access token with what the page must know of its session; instants are ISO. */
export interface SessionGrant {
  access: string;
  accessExpiresAt: string;
  /** The absolute end, which renewing does not move. */
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
  accessExpiresAt: string;
  sessionEndsAt?: string;
  idleMinutes?: number | null;
  user?: { id?: string; username?: string; mustEnrol?: boolean };
}

export function grantOf({ access, accessExpiresAt, sessionEndsAt, idleMinutes, user }: SignInAnswer): SessionGrant {
  const { id: userId, username, mustEnrol } = user ?? {};
  return { access, accessExpiresAt, sessionEndsAt, idleMinutes, userId, username, mustEnrol };
}

export interface SessionEndTime {
  /** Milliseconds since the epoch. */
  at: number;
  /** The absolute end: using the portal does not move it. */
  isFixed: boolean;
}

const minuteMs = 60_000;

/** When the session ends unless somebody uses it; idleness counts a minute short, so that no page outlives the server's. */
export function endOf(grant: SessionGrant, usedAt: number): SessionEndTime | null {
  const fixedAt = grant.sessionEndsAt === undefined ? Infinity : Date.parse(grant.sessionEndsAt);
  const idleAt = grant.idleMinutes == null ? Infinity : usedAt + (grant.idleMinutes - 1) * minuteMs;
  const at = Math.min(fixedAt, idleAt);
  return Number.isFinite(at) ? { at, isFixed: fixedAt <= idleAt } : null;
}
