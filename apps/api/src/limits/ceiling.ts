const REMEMBERED = 10_000;

interface Window {
  readonly endsAt: number;
  count: number;
}

interface Counted {
  /** Which of its window this one is, from 1. */
  readonly count: number;
  /** How many of the subject's window before were above the ceiling. */
  readonly omitted: number;
}

/**
 * Counts what a subject repeats within `windowMs` from the first, in this process. A flood of very many subjects starts
 * the count anew.
 */
export function createCeiling(windowMs: number): (subject: string, turn: { now: Date; points: number }) => Counted {
  const windows = new Map<string, Window>();
  return (subject, { now, points }) => {
    const last = windows.get(subject);
    if (last !== undefined && now.getTime() < last.endsAt) {
      last.count += 1;
      return { count: last.count, omitted: 0 };
    }
    if (windows.size >= REMEMBERED) windows.clear();
    windows.set(subject, { endsAt: now.getTime() + windowMs, count: 1 });
    return { count: 1, omitted: Math.max(0, (last?.count ?? 0) - points) };
  };
}
