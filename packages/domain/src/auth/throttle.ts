/** Wrong passwords of one account: five, then 30 minutes; exact under concurrency. */
export const LOCK_RULES = {
  attempts: 5,
  lockMinutes: 30,
  /** How long an attempt waits while five others of the same account are being verified. */
  waitSeconds: 5,
  /** A slot that a crash left behind is free again after this. */
  slotSeconds: 30,
} as const;

/** Failed sign-ins from one address (IPv6: one /64). Violations climb the ladder; a clean day comes down from it. */
export const ADDRESS_RULES = {
  attempts: 5,
  windowSeconds: 60,
  ladderMinutes: [1, 5, 30, 24 * 60],
  cleanHours: 24,
} as const;

/** Failures of the whole bank in a minute beyond which only known browsers may try. */
export const GLOBAL_RULES = { attempts: 600, windowSeconds: 60 } as const;

/** Minutes an address is refused for its `strikes`-th violation in a row, the first being 1. */
export function penaltyMinutes(strikes: number): number {
  const { ladderMinutes } = ADDRESS_RULES;
  const step = Math.min(Math.max(strikes, 1), ladderMinutes.length) - 1;
  return ladderMinutes[step] ?? ladderMinutes[0];
}
