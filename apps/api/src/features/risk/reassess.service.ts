import type { SqlEntityManager } from '@ostiary/db';
import type { ApplicationId, UserId } from '@ostiary/domain/shared';
import type { Deps } from '../../context.ts';

interface Asking {
  readonly em: SqlEntityManager;
  readonly deps: Pick<Deps, 'jobs'>;
}

/** The newest are the likeliest to be open; more than these nobody compares by hand. */
const MOST = 50;

/**
 * Asks for the open applications of these customers to be assessed after the commit. Of each one job waits at most. In one
 * order everywhere, so that two who share with the same people wait and never for each other.
 */
export async function reassessCustomers({ em, deps }: Asking, ids: readonly (UserId | null)[]): Promise<void> {
  const known = [...new Set(ids.flatMap((id) => id ?? []))];
  if (known.length === 0) return;
  const rows = await em.execute<{ id: ApplicationId }[]>(
    `select id from kyc_application where customer_id = any (?::uuid[]) and submitted_at is not null
       and status in ('SUBMITTED', 'IN_REVIEW', 'PENDING_SECOND_APPROVAL', 'ACTION_REQUIRED')
     order by submitted_at desc limit ?`,
    [`{${known.join(',')}}`, MOST],
  );
  for (const { id } of rows.toSorted((one, other) => one.id.localeCompare(other.id, 'en')))
    await deps.jobs.send(em, 'assess-risk', { id });
}
