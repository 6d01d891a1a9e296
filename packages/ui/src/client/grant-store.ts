import type { SessionGrant } from './grant.ts';
import { openChannel } from './tabs.ts';

/** Why a session ended: the person asked, or the server or the clock said so (another login, revoked, idle). */
export type SessionEnd = 'signed-out' | 'ended';

export type SessionState =
  | { status: 'starting' }
  | {
      status: 'anonymous';
      ended?: SessionEnd;
      /** A `SessionEndReason` of the domain, where it is known. */
      reason?: string;
      /** It ended under an open page, which waits for the same person to come back. */
      isInterrupted?: boolean;
    }
  | { status: 'signed-in'; accessExpiresAt: string; userId?: string; username?: string; mustEnrol?: boolean };

/** What tabs of one portal tell each other. */
type TabMessage = { type: 'granted'; grant: SessionGrant } | { type: 'ended'; ended: SessionEnd; reason?: string };

export type GrantStore = ReturnType<typeof createGrantStore>;

function createListeners() {
  const listeners = new Set<() => void>();
  return {
    tell: () => listeners.forEach((listener) => listener()),
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Storage knows that somebody signed in here, and no more. */
function createHint(door: string) {
  const key = `ostiary.${door}.signed-in`;
  return {
    has: () => localStorage.getItem(key) === '1',
    set: () => localStorage.setItem(key, '1'),
    clear: () => localStorage.removeItem(key),
  };
}

/** Who is signed in, as this tab knows it. */
function createLocalStore(door: string) {
  const hint = createHint(door);
  const { tell, subscribe } = createListeners();
  let state: SessionState = { status: 'starting' };
  let grant: SessionGrant | null = null;
  let grantedAtMs = 0;

  const publish = (next: SessionState) => {
    state = next;
    tell();
  };
  const accept = (next: SessionGrant) => {
    grant = next;
    grantedAtMs = Date.now();
    hint.set();
    const { accessExpiresAt, userId, username, mustEnrol } = next;
    publish({ status: 'signed-in', accessExpiresAt, userId, username, mustEnrol });
  };
  return {
    getState: () => state,
    getGrant: () => grant,
    ageMs: () => Date.now() - grantedAtMs,
    hasHint: hint.has,
    publish,
    subscribe,
    accept,
    /** The server refuses everything until a second factor is set up. */
    requireEnrolment: () => {
      if (state.status === 'signed-in' && !state.mustEnrol) publish({ ...state, mustEnrol: true });
    },
    close: (ended: SessionEnd, reason?: string) => {
      const isInterrupted = grant !== null && ended === 'ended';
      const isNews = grant !== null || state.status === 'starting';
      // Who leaves on purpose, in another tab too, leaves no page to come back to.
      const isLeft = state.status === 'anonymous' && state.isInterrupted && ended === 'signed-out';
      grant = null;
      hint.clear();
      if (isNews || isLeft) publish({ status: 'anonymous', ended, reason, isInterrupted });
    },
  };
}

/** Who is signed in, told to every listener and to the other tabs. Only a hint of it, never the token, is stored. */
export function createGrantStore(door: 'customer' | 'staff') {
  const { accept, close, ...store } = createLocalStore(door);
  const channel = openChannel<TabMessage>(`ostiary.${door}.session`, (message) =>
    message.type === 'granted' ? accept(message.grant) : close(message.ended, message.reason),
  );
  const acceptGrant = (grant: SessionGrant) => {
    accept(grant);
    channel.send({ type: 'granted', grant });
  };
  const endSession = (ended: SessionEnd, reason?: string) => {
    close(ended, reason);
    channel.send({ type: 'ended', ended, reason });
  };
  return { ...store, acceptGrant, endSession };
}
