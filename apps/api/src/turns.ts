const lines = new Map<string, Promise<unknown>>();

/**
 * Does work on one thing in order of arrival, within this process: who waits holds no connection and no lock, so a crowd
 * around one case keeps nobody else waiting. Between processes the row's lock decides.
 */
export async function inTurn<T>(key: string, work: () => Promise<T>): Promise<T> {
  const mine = (lines.get(key) ?? Promise.resolve()).then(work);
  const settled = mine.catch(() => undefined);
  lines.set(key, settled);
  try {
    return await mine;
  } finally {
    if (lines.get(key) === settled) lines.delete(key);
  }
}
