import type { ApplicationId } from '@ostiary/domain/shared';
import type { Deps } from '../../context.ts';
import { AGAIN_MS } from './run-check.service.ts';
import { settleCheck } from './settle-check.ts';

/** An applicant waits this long for a check before submitting; the reviewer then sees that it was not made. */
const WAIT_MS = 120_000;
const GIVEN_UP_MS = 24 * 3_600_000;
const SELDOM_MS = 3_600_000;
/** Of one minute, so that a provider that comes back is not run over. */
const AT_ONCE = 100;

async function stopWaiting(deps: Deps): Promise<void> {
  const late = await deps.orm.em.fork().execute<{ id: string; applicationId: ApplicationId }[]>(
    `select id, application_id as "applicationId" from identity_check
     where state in ('QUEUED', 'RUNNING') and requested_at <= ? order by requested_at limit ?`,
    [new Date(deps.clock().getTime() - WAIT_MS), AT_ONCE],
  );
  for (const check of late) await settleCheck(deps, { ...check, answer: null });
}

/**
 * Unanswered checks of what still stands in an open application. The lists are asked about whoever was let in, too, and
 * without an end: dealing with a listed person stays forbidden (31 CFR chapter V; UAPA 1967, section 51A).
 */
async function listUnanswered(deps: Deps): Promise<string[]> {
  const now = deps.clock().getTime();
  const rows = await deps.orm.em.fork().execute<{ id: string }[]>(
    `select c.id from identity_check c join kyc_application a on a.id = c.application_id
     join customer p on p.id = a.customer_id
     where c.state = 'UNAVAILABLE' and p.erased_at is null
       and a.status not in ('REJECTED', 'WITHDRAWN', 'EXPIRED') and (a.status <> 'APPROVED' or c.kind = 'screening')
       and (c.requested_at > ? and (c.tried_at is null or c.tried_at <= ?)
         or c.kind = 'screening' and c.tried_at <= ?)
       and not exists (
         select from identity_check newer
         where newer.application_id = c.application_id and newer.kind = c.kind and newer.requirement = c.requirement
           and (newer.requested_at, newer.id) > (c.requested_at, c.id))
     order by c.tried_at nulls first limit ?`,
    [new Date(now - GIVEN_UP_MS), new Date(now - AGAIN_MS), new Date(now - SELDOM_MS), AT_ONCE],
  );
  return rows.map(({ id }) => id);
}

/**
 * Once a minute: checks that keep an applicant waiting for too long count as not made, and those not made are tried
 * again for a day (screenings every hour from then on), also the ones whose process was killed.
 */
export async function keepChecking(deps: Deps): Promise<void> {
  await stopWaiting(deps);
  const em = deps.orm.em.fork();
  for (const id of await listUnanswered(deps)) await deps.jobs.send(em, 'check-identity', { id });
}
