import { endReason, errorCode, httpStatus } from './errors.ts';
import type { GrantStore } from './grant-store.ts';
import { hereAt, type SessionGrant } from './grant.ts';
import { runAlone } from './tabs.ts';
import type { Usage } from './usage.ts';

const endingCodes = new Set(['SESSION_ENDED', 'TOKEN_INVALID', 'TOKEN_EXPIRED', 'INVALID_CREDENTIALS']);
// Renewing a minute early keeps an upload from being refused after its bytes were sent.
const earlyMs = 60_000;
const hearWithinMs = 200;

interface RenewerParts {
  lock: string;
  store: GrantStore;
  usage: Usage;
  renew: (isBackground: boolean) => Promise<SessionGrant>;
}

/** Resolves when another tab has told its grant, or none came: a free lock may overtake the message. */
function hearsOfAnother(store: GrantStore, before: SessionGrant | null): Promise<void> {
  if (store.getGrant() !== before) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, hearWithinMs);
    const stop = store.subscribe(() => {
      clearTimeout(timer);
      stop();
      resolve();
    });
  });
}

/** Keeps the grant fit to send: one renewal at a time, in this tab and over all tabs. */
export function createRenewer({ lock, store, usage, renew }: RenewerParts) {
  let stale: SessionGrant | null = null;
  let renewal: Promise<string | null> | null = null;

  const renewAlone = (before: SessionGrant | null) =>
    runAlone(lock, async (hasWaited) => {
      if (hasWaited) await hearsOfAnother(store, before);
      const current = store.getGrant();
      // Another tab renewed while this one waited for its turn.
      if (current !== null && current !== before) return current.access;
      const isBackground = usage.isBackground();
      try {
        const next = await renew(isBackground);
        if (!isBackground) usage.noteUse();
        store.acceptGrant(next);
        return next.access;
      } catch (error) {
        if (!endingCodes.has(errorCode(error)) && httpStatus(error) !== 401) throw error;
        store.endSession('ended', endReason(error));
        return null;
      }
    });
  const renewOnce = () => {
    renewal ??= renewAlone(store.getGrant()).finally(() => (renewal = null));
    return renewal;
  };
  const isEnding = (grant: SessionGrant) =>
    // The second condition keeps a device whose clock has jumped since from renewing before every call.
    hereAt(grant, grant.accessExpiresAt) - Date.now() < earlyMs && store.ageMs() > earlyMs;
  return {
    renewOnce,
    markStale: () => (stale = store.getGrant()),
    /** Null when nobody is signed in. */
    freshAccess: async (): Promise<string | null> => {
      const grant = store.getGrant();
      if (!grant) return null;
      return grant === stale || isEnding(grant) ? renewOnce() : grant.access;
    },
  };
}
