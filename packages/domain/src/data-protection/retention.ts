/** How long the bank keeps what it no longer works with; each can be set. */
export interface RetentionRules {
  /** From the day a document was refused or replaced, or an application ended without a customer, until that goes. */
  readonly refusedDocumentYears: number;
  /** Without a change, until an unfinished application is closed. */
  readonly incompleteDays: number;
  /** Without a change or a sign-in, until the data of somebody who never submitted is erased. */
  readonly abandonedDays: number;
}

const DAY = 86_400_000;

/** The moments before which each rule applies. Years by the calendar, so that a leap day loses nobody a day. */
export function retentionCutoffs(rules: RetentionRules, now: Date) {
  const refusedBefore = new Date(now);
  refusedBefore.setUTCFullYear(now.getUTCFullYear() - rules.refusedDocumentYears);
  const daysAgo = (days: number) => new Date(now.getTime() - days * DAY);
  return {
    refusedBefore,
    incompleteBefore: daysAgo(rules.incompleteDays),
    abandonedBefore: daysAgo(rules.abandonedDays),
  };
}
