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

/** The approvals without which the database lets nobody in: a second person's, too, where the risk is high. */
export async function approve(
  em: SqlEntityManager,
  placed: readonly Placed[],
  { judge, auditId }: Pick<Moving, 'judge'> & { readonly auditId: string },
): Promise<void> {
  const ids = placed.map(({ applicationId }) => applicationId);
  await em.execute(
    `insert into kyc_decision (id, application_id, round, stage, kind, decided_by, decided_at, reasons, application_version,
       evidence_hash, audit_id)
     select gen_random_uuid(), a.id, a.round, stage, 'APPROVE', case stage when 1 then ?::uuid else other.id end, a.decided_at,
       '[]', a.version, sha256('world'), ?::uuid
     from kyc_application a
       cross join generate_series(1, case a.risk_band when 'HIGH' then 2 else 1 end) stage
       cross join lateral (select ur.user_id as id from user_role ur join role r on r.id = ur.role_id
         where 'review.approve-second' = any (r.effective) and ur.is_active and ur.user_id <> ?::uuid
         order by ur.user_id limit 1) other
     where a.id = any (?::uuid[]) and a.status in ('APPROVED', 'EXPIRED') order by a.id, stage`,
    [judge, auditId, judge, `{${ids.join(',')}}`],
  );
}
