import { DomainError } from '@ostiary/domain/shared';

const PER_CUSTOMER = 3;

export interface UploadSlots {
  /** Takes a place and gives the function that returns it. Throws `BUSY` when all are taken, `RATE_LIMITED` when the person's three are. */
  enter(customerId: string): () => void;
}

/** How many uploads this process receives at once: in all, and of one person. */
export function createUploadSlots(limit: number): UploadSlots {
  const held = new Map<string, number>();
  let all = 0;
  return {
    enter(customerId) {
      const own = held.get(customerId) ?? 0;
      if (own >= PER_CUSTOMER) throw new DomainError('RATE_LIMITED', { retryAfterSeconds: 2 });
      if (all >= limit) throw new DomainError('BUSY', { retryAfterSeconds: 2 });
      all += 1;
      held.set(customerId, own + 1);
      let isHeld = true;
      return () => {
        if (!isHeld) return;
        isHeld = false;
        all -= 1;
        const left = (held.get(customerId) ?? 1) - 1;
        if (left > 0) held.set(customerId, left);
        else held.delete(customerId);
      };
    },
  };
}
