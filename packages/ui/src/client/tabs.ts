/** Tells the other tabs of one portal. The channel reaches this origin only. */
export function openChannel<Message>(name: string, onMessage: (message: Message) => void) {
  if (typeof BroadcastChannel === 'undefined') return { send: (_message: Message) => undefined };
  const channel = new BroadcastChannel(name);
  channel.onmessage = (event: MessageEvent<Message>) => onMessage(event.data);
  return { send: (message: Message) => channel.postMessage(message) };
}

/**
 * Holds the lock `name` over every tab while `task` runs, and tells it whether another tab held the lock before; without
 * Web Locks (plain http) only this tab's calls are ordered.
 */
export async function runAlone<Result>(name: string, task: (hasWaited: boolean) => Promise<Result>): Promise<Result> {
  const locks: LockManager | undefined = typeof navigator === 'undefined' ? undefined : navigator.locks;
  if (!locks) return task(false);
  const first = await locks.request(name, { ifAvailable: true }, async (lock) =>
    lock ? { result: await task(false) } : null,
  );
  return first ? first.result : locks.request(name, () => task(true));
}

/** Runs `task` in one tab at a time until `signal`, the next one taking over; without Web Locks each tab runs its own. */
export async function leadTabs(name: string, signal: AbortSignal, task: () => Promise<void>): Promise<void> {
  const locks: LockManager | undefined = typeof navigator === 'undefined' ? undefined : navigator.locks;
  if (!locks) return task();
  await locks.request(name, { signal }, task).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
}
