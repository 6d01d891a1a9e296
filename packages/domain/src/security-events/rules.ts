import { assertMayOwn, assertMayRelease, assertMayResolve, type AlertStanding } from '../fraud-alerts/index.ts';
import { DomainError } from '../shared/index.ts';
import type { SecurityEventState } from './event.ts';

/** Where an event stands; `userId` whom it is about, if anybody. */
export interface SecurityStanding extends Omit<AlertStanding, 'status' | 'customerId'> {
  readonly status: SecurityEventState;
  readonly userId: string | null;
}

/** Works as a fraud alert does: whoever it is about keeps out, and what is resolved is so until it is opened again. */
const asAlert = ({ userId, ...standing }: SecurityStanding): AlertStanding => ({ ...standing, customerId: userId });

interface Worker {
  readonly id: string;
}
interface Seeing extends Worker {
  /** The version on the worker's screen. */
  readonly version: number;
}

/** Takes an event on, or over from a colleague. Throws `SELF_REVIEW_FORBIDDEN`, `ALREADY_REVIEWED`, `RECORD_CHANGED`. */
export function assertMayTake(standing: SecurityStanding, worker: Seeing): void {
  assertMayOwn(asAlert(standing), worker);
}

/** Only what is one's own can be given back. Throws `CASE_HELD`, `CASE_NOT_CLAIMED`, `ALREADY_REVIEWED`. */
export function assertMayGiveBack(standing: SecurityStanding, worker: Worker): void {
  assertMayRelease(asAlert(standing), worker);
}

/** One's own event or nobody's, as it stands on the screen. Throws `CASE_HELD`, and as `assertMayTake` does. */
export function assertMaySettle(standing: SecurityStanding, worker: Seeing): void {
  assertMayResolve(asAlert(standing), worker);
}

/** Opens what was closed as the screen shows it. Throws `SELF_REVIEW_FORBIDDEN`, `RECORD_CHANGED` (also for what is open). */
export function assertMayReopen({ status, userId, version }: SecurityStanding, worker: Seeing): void {
  if (userId === worker.id) throw new DomainError('SELF_REVIEW_FORBIDDEN');
  if (status !== 'RESOLVED' || version !== worker.version) throw new DomainError('RECORD_CHANGED');
}
