/** Tells the other tabs of one portal. The channel reaches this origin only. */
export function openChannel<Message>(name: string, onMessage: (message: Message) => void) {
  if (typeof BroadcastChannel === 'undefined') return { send: (_message: Message) => undefined };
  const channel = new BroadcastChannel(name);
  channel.onmessage = (event: MessageEvent<Message>) => onMessage(event.data);
  return { send: (message: Message) => channel.postMessage(message) };
}

/** Holds the lock `name` over every tab while `task` runs; without Web Locks (plain http) only this tab's calls are ordered. */
export function runAlone<Result>(name: string, task: () => Promise<Result>): Promise<Result> {
  const locks: LockManager | undefined = typeof navigator === 'undefined' ? undefined : navigator.locks;
  return locks ? locks.request(name, task) : task();
}
