import { DomainError } from '../shared/index.ts';
import type { AlertStatus } from './alert.ts';

/** Where an alert stands. */
export interface AlertStanding {
  readonly status: AlertStatus;
  readonly version: number;
  readonly customerId: string | null;
  readonly owner: { readonly id: string; readonly name: string } | null;
  readonly resolved: { readonly by: string; readonly at: Date } | null;
}

interface Worker {
  readonly id: string;
}
interface Seeing extends Worker {
  /** The version on the worker's screen. */
  readonly version: number;
}

/** Never about oneself, and nothing more once it is resolved. Throws `SELF_REVIEW_FORBIDDEN`, `ALREADY_REVIEWED`. */
export function assertMayWork({ status, customerId, resolved }: AlertStanding, { id }: Worker): void {
  if (customerId === id) throw new DomainError('SELF_REVIEW_FORBIDDEN');
  if (resolved)
    throw new DomainError('ALREADY_REVIEWED', {
      details: { status, decidedBy: resolved.by, decidedAt: resolved.at.toISOString() },
    });
}

/** Taking an alert over from a colleague is allowed to who saw that they had it. Throws `RECORD_CHANGED`, and as above. */
export function assertMayOwn(standing: AlertStanding, worker: Seeing): void {
  assertMayWork(standing, worker);
  if (standing.version !== worker.version) throw new DomainError('RECORD_CHANGED');
}

function assertNotAnothers({ owner }: AlertStanding, { id }: Worker): void {
  if (owner !== null && owner.id !== id) throw new DomainError('CASE_HELD', { details: { heldBy: owner.name } });
}

/** Only what is one's own can be given back. Throws `CASE_HELD`, `CASE_NOT_CLAIMED`, and as above. */
export function assertMayRelease(standing: AlertStanding, worker: Worker): void {
  assertMayWork(standing, worker);
  assertNotAnothers(standing, worker);
  if (standing.owner === null) throw new DomainError('CASE_NOT_CLAIMED', { details: { status: standing.status } });
}

/** One's own alert or nobody's, as it stands on the screen. Throws `CASE_HELD`, `RECORD_CHANGED`, and as above. */
export function assertMayResolve(standing: AlertStanding, worker: Seeing): void {
  assertMayWork(standing, worker);
  assertNotAnothers(standing, worker);
  assertMayOwn(standing, worker);
}
