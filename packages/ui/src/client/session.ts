import { useSyncExternalStore } from 'react';
import { errorCode } from './errors.ts';
import { createGrantStore } from './grant-store.ts';
import { createRenewer } from './renewer.ts';

/** An access token and the ISO instant it ends at. */
export interface SessionGrant {
  access: string;
  accessExpiresAt: string;
}

/** Why a session ended: the person asked, or the server said so (another login, revoked, idle). */
export type SessionEnd = 'signed-out' | 'ended';

export type SessionState =
  | { status: 'starting' }
  | { status: 'anonymous'; ended?: SessionEnd }
  | { status: 'signed-in'; accessExpiresAt: string };

interface SessionOptions {
  door: 'customer' | 'staff';
  /** Trades the refresh cookie for a new grant; rejects with an error that `errorCode` understands. */
  renew: () => Promise<SessionGrant>;
}

// A grant younger than this replaced the one that a call in flight was refused with.
const youngMs = 1_000;

type Store = ReturnType<typeof createGrantStore>;
type Renewer = ReturnType<typeof createRenewer>;

/** Tells the session how a call failed. True: the token was too old, call once more. */
function createRepeatRule(store: Store, renewer: Renewer) {
  return (error: unknown, usedAccess?: string | null): boolean => {
    const code = errorCode(error);
    const grant = store.getGrant();
    if (!grant) return false;
    if (code === 'SESSION_ENDED' || code === 'TOKEN_INVALID') store.endSession('ended');
    if (code !== 'TOKEN_EXPIRED') return false;
    const isSame = usedAccess === undefined ? store.ageMs() > youngMs : usedAccess === grant.access;
    if (isSame) renewer.markStale();
    return true;
  };
}

export type Session = ReturnType<typeof createSession>;

/**
 * The session of one portal. The access token lives in memory only (a stolen disk or an injected script that reads
 * storage finds none); a reload gets a new one through the HttpOnly cookie. One renewal at a time over all tabs.
 */
export function createSession({ door, renew }: SessionOptions) {
  const store = createGrantStore(door);
  const renewer = createRenewer({ lock: `ostiary.${door}.renewal`, store, renew });
  const { startSession, endSession, getState, subscribe } = store;
  const { freshAccess } = renewer;

  const shouldRepeat = createRepeatRule(store, renewer);
  /** Runs a call with a fresh token, and once more when the server finds the token expired. */
  async function withFreshAccess<Result>(call: (access: string | null) => Promise<Result>): Promise<Result> {
    const access = await freshAccess();
    try {
      return await call(access);
    } catch (error) {
      if (!shouldRepeat(error, access)) throw error;
      return call(await freshAccess());
    }
  }
  /** At start: with the hint, tries the cookie once; without it nobody has signed in here. */
  async function bootstrap(): Promise<void> {
    if (getState().status !== 'starting') return;
    if (!store.hasHint()) return store.publish({ status: 'anonymous' });
    await renewer.renewOnce().catch(() => store.publish({ status: 'anonymous' }));
  }
  const useSession = () => useSyncExternalStore(subscribe, getState);
  const getAccess = () => store.getGrant()?.access ?? null;
  return {
    startSession,
    endSession,
    getAccess,
    getState,
    subscribe,
    useSession,
    freshAccess,
    shouldRepeat,
    withFreshAccess,
    bootstrap,
  };
}
