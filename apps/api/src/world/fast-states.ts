import type { SqlEntityManager } from '@ostiary/db';
import type { ApplicationStatus } from '@ostiary/domain/application';
import type { ApplicationId, UserId } from '@ostiary/domain/shared';
import type { Person } from './person.ts';

interface Placed {
  readonly applicationId: ApplicationId;
  readonly person: Person;
}

interface Moving {
  readonly judge: UserId;
  readonly present: Date;
}

/** One edge of the state machine: who takes it, and what is written beside the state. The trigger sees each. */
interface Move {
  readonly to: ApplicationStatus;
  readonly takes: (state: ApplicationStatus) => boolean;
  readonly set: string;
  readonly params?: (moving: Moving) => unknown[];
}

const DECIDED: readonly ApplicationStatus[] = ['APPROVED', 'REJECTED', 'EXPIRED'];
const RETURNED = 'claimed_by = null, claimed_at = null, lease_expires_at = null';
const LEASE = `claimed_by = ?::uuid, claimed_at = ?::timestamptz, lease_expires_at = ?::timestamptz + interval '15 minutes'`;
const DECISION = `${RETURNED}, decided_at = created_at + interval '4 hours'`;

const MOVES: readonly Move[] = [
  {
    to: 'SUBMITTED',
    takes: (state) => state !== 'INCOMPLETE',
    set: `submitted_at = created_at + interval '1 hour', due_at = created_at + interval '25 hours'`,
  },
  { to: 'WITHDRAWN', takes: (state) => state === 'WITHDRAWN', set: 'decided_at = null' },
  {
    to: 'IN_REVIEW',
    takes: (state) => !['INCOMPLETE', 'SUBMITTED', 'WITHDRAWN'].includes(state),
    set: LEASE,
    params: ({ judge, present }) => [judge, present, present],
  },
  { to: 'ACTION_REQUIRED', takes: (state) => state === 'ACTION_REQUIRED', set: RETURNED },
  {
    to: 'PENDING_SECOND_APPROVAL',
    takes: (state) => state === 'PENDING_SECOND_APPROVAL',
    set: `${RETURNED}, risk_band = 'HIGH'`,
  },
  { to: 'REJECTED', takes: (state) => state === 'REJECTED', set: DECISION },
  { to: 'APPROVED', takes: (state) => DECIDED.includes(state) && state !== 'REJECTED', set: DECISION },
  { to: 'EXPIRED', takes: (state) => state === 'EXPIRED', set: 'updated_at = created_at' },
];

/** Takes every application along the edges to its state, all that share an edge in one statement. */
export async function moveAlong(em: SqlEntityManager, placed: readonly Placed[], moving: Moving): Promise<void> {
  for (const { to, takes, set, params } of MOVES) {
    const ids = placed.flatMap(({ applicationId, person }) => (takes(person.state) ? [applicationId] : []));
    if (ids.length === 0) continue;
    await em.execute(`update kyc_application set status = ?, version = version + 1, ${set} where id = any(?::uuid[])`, [
      to,
      ...(params?.(moving) ?? []),
      `{${ids.join(',')}}`,
    ]);
  }
}
