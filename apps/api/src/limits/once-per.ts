const REMEMBERED = 10_000;

/**
 * True once in `quietMs` for each subject, in this process: what a flood repeats is written down once. A flood of very
 * many subjects starts the time anew.
 */
export function createOncePer(quietMs: number): (subject: string, now: Date) => boolean {
  const last = new Map<string, number>();
  return (subject, now) => {
    const before = last.get(subject);
    if (before !== undefined && now.getTime() - before < quietMs) return false;
    if (last.size >= REMEMBERED) last.clear();
    last.set(subject, now.getTime());
    return true;
  };
}
