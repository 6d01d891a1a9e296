import type { SessionEnd, SessionGrant } from './session.ts';

/** What tabs of one portal tell each other. The channel reaches this origin only. */
export type TabMessage = { type: 'granted'; grant: SessionGrant } | { type: 'ended'; reason: SessionEnd };

export function openChannel(name: string, onMessage: (message: TabMessage) => void) {
  if (typeof BroadcastChannel === 'undefined') return { send: (_message: TabMessage) => undefined };
  const channel = new BroadcastChannel(name);
  channel.onmessage = (event: MessageEvent<TabMessage>) => onMessage(event.data);
  return { send: (message: TabMessage) => channel.postMessage(message) };
}

/** Holds the lock `name` over every tab while `task` runs; without Web Locks (plain http) only this tab's calls are ordered. */
export function runAlone<Result>(name: string, task: () => Promise<Result>): Promise<Result> {
  const locks: LockManager | undefined = typeof navigator === 'undefined' ? undefined : navigator.locks;
  return locks ? locks.request(name, task) : task();
}
