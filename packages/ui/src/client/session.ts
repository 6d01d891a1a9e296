import { useSyncExternalStore } from 'react';
import { endReason, errorCode } from './errors.ts';
import { createGrantStore } from './grant-store.ts';
import { endOf, grantOf, type SessionEndTime, type SessionGrant, type SignInAnswer } from './grant.ts';
import { createRenewer } from './renewer.ts';
import { createUsage, type Usage } from './usage.ts';

interface SessionOptions {
  door: 'customer' | 'staff';
  /** Trades the refresh cookie for a new grant; rejects with an error that `errorCode` understands. */
  renew: (isBackground: boolean) => Promise<SessionGrant>;
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
    if (code === 'SESSION_ENDED' || code === 'TOKEN_INVALID') store.endSession('ended', endReason(error));
    if (code === 'MFA_REQUIRED') store.requireEnrolment();
    if (code !== 'TOKEN_EXPIRED') return false;
    const isSame = usedAccess === undefined ? store.ageMs() > youngMs : usedAccess === grant.access;
    if (isSame) renewer.markStale();
    return true;
  };
}

/** The ways a session begins. */
function createStart(store: Store, usage: Usage, renewer: Renewer) {
  const signIn = (answer: SignInAnswer) => {
    usage.noteUse();
    store.acceptGrant(grantOf(answer));
  };
  const startSession = (access: string, accessExpiresAt: string) => signIn({ access, accessExpiresAt });
  /** At start: with the hint, tries the cookie once; without it nobody has signed in here. */
  async function bootstrap(): Promise<void> {
    if (store.getState().status !== 'starting') return;
    if (!store.hasHint()) return store.publish({ status: 'anonymous' });
    await renewer.renewOnce().catch(() => store.publish({ status: 'anonymous' }));
  }
  return { signIn, startSession, bootstrap };
}

export type Session = ReturnType<typeof createSession>;

/**
 * The session of one portal. The access token lives in memory only (a stolen disk or an injected script that reads
 * storage finds none); a reload gets a new one through the HttpOnly cookie. One renewal at a time over all tabs.
 */
export function createSession({ door, renew }: SessionOptions) {
  const store = createGrantStore(door);
  const usage = createUsage(door);
  const renewer = createRenewer({ lock: `ostiary.${door}.renewal`, store, usage, renew });
  const { endSession, getState, subscribe } = store;
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
  const useSession = () => useSyncExternalStore(subscribe, getState);
  const getAccess = () => store.getGrant()?.access ?? null;
  /** Null when nobody is signed in or the end is not known. */
  const getEnd = (): SessionEndTime | null => {
    const grant = store.getGrant();
    return grant && endOf(grant, usage.usedAt());
  };
  return {
    ...createStart(store, usage, renewer),
    endSession,
    getAccess,
    getState,
    getEnd,
    subscribe,
    useSession,
    freshAccess,
    /** Renews at once. Null when the session turned out to be over; rejects when no answer came. */
    renewNow: renewer.renewOnce,
    noteUse: usage.noteUse,
    isBackground: usage.isBackground,
    shouldRepeat,
    withFreshAccess,
  };
}
