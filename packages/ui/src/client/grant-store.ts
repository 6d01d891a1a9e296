import type { SessionEnd, SessionGrant, SessionState } from './session.ts';
import { openChannel, type TabMessage } from './tabs.ts';

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
  return {
    getState: () => state,
    getGrant: () => grant,
    ageMs: () => Date.now() - grantedAtMs,
    hasHint: hint.has,
    publish,
    subscribe,
    accept: (next: SessionGrant) => {
      grant = next;
      grantedAtMs = Date.now();
      hint.set();
      publish({ status: 'signed-in', accessExpiresAt: next.accessExpiresAt });
    },
    close: (ended: SessionEnd) => {
      const hadSession = grant !== null || state.status === 'starting';
      grant = null;
      hint.clear();
      if (hadSession) publish({ status: 'anonymous', ended });
    },
  };
}

/** Who is signed in, told to every listener and to the other tabs. Only a hint of it, never the token, is stored. */
export function createGrantStore(door: 'customer' | 'staff') {
  const { accept, close, ...store } = createLocalStore(door);
  const hear = (message: TabMessage) => (message.type === 'granted' ? accept(message.grant) : close(message.reason));
  const channel = openChannel(`ostiary.${door}.session`, hear);
  const startSession = (access: string, accessExpiresAt: string) => {
    const grant = { access, accessExpiresAt };
    accept(grant);
    channel.send({ type: 'granted', grant });
  };
  const endSession = (reason: SessionEnd) => {
    close(reason);
    channel.send({ type: 'ended', reason });
  };
  return { ...store, startSession, endSession };
}
