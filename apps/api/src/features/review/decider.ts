import type { KycApplication, SqlEntityManager } from '@ostiary/db';
import { assertMayApproveSecond, assertMayDecide, type Decider } from '@ostiary/domain/review';
import type { Permission, UserId } from '@ostiary/domain/shared';
import type { Actor, Context, RequestFacts } from '../../context.ts';
import type { CaseFile } from '../requirements/case-file.service.ts';
import { standingOf } from './standing.ts';

/** Who decides: the person who asks, or later the author of a decision that could still be undone. */
export interface DecidingContext extends Pick<Context, 'deps' | 'em' | 'now'> {
  readonly door: Context['door'];
  readonly actor: Pick<Actor, 'id' | 'roles'>;
  readonly request: Pick<RequestFacts, 'id' | 'address' | 'userAgent'>;
}

interface Rights {
  readonly roles: string[];
  readonly permissions: Permission[];
}

/** The roles of a person who may do this now; null for somebody blocked, or without the permission. */
export async function findRoles(
  em: SqlEntityManager,
  userId: UserId,
  permission: Permission,
): Promise<readonly string[] | null> {
  const [row] = await em.execute<Rights[]>(
    `select array_agg(distinct r.name order by r.name) as roles, array_agg(distinct permission) as permissions
     from app_user u join user_role ur on ur.user_id = u.id and ur.is_active
     join role r on r.id = ur.role_id and r.is_active cross join unnest(r.effective) permission
     where u.id = ? and not u.is_blocked group by u.id`,
    [userId],
  );
  return row?.permissions.includes(permission) ? row.roles : null;
}

/** What the record says was changed after the version on the screen: requirement codes where it names them. */
async function changedSince(
  { em }: Pick<Context, 'em'>,
  application: KycApplication,
  version: number,
): Promise<string[]> {
  if (application.version === version) return [];
  const rows = await em.execute<{ what: string }[]>(
    `select distinct coalesce(canonical::jsonb -> 'after' ->> 'requirement', action) as what from audit_event
     where target_type = 'kyc_application' and target_id = ? and (canonical::jsonb -> 'after' ->> 'version')::int > ?`,
    [application.id, version],
  );
  return rows.length > 0 ? rows.map((row) => row.what) : ['application'];
}

/** What the screen showed, and when its decision counts. */
type Seen = Pick<Decider, 'version' | 'now'>;

async function deciderOf(ctx: DecidingContext, application: KycApplication, seen: Seen): Promise<Decider> {
  return { ...seen, id: ctx.actor.id, changed: await changedSince(ctx, application, seen.version) };
}

/** The order of refusals before any judgement or decision; the caller holds the application's row lock. */
export async function assertDecider(ctx: DecidingContext, { application }: CaseFile, seen: Seen): Promise<void> {
  assertMayDecide(await standingOf(ctx.em, application), await deciderOf(ctx, application, seen));
}

/** Who judged rows as they stand. */
export const judgesOf = (states: CaseFile['states']) => states.flatMap(({ judgedBy }) => judgedBy ?? []);

/** The same for the second stage. */
export async function assertSecondApprover(
  ctx: DecidingContext,
  { application, states }: CaseFile,
  seen: Seen,
): Promise<void> {
  const decider = await deciderOf(ctx, application, seen);
  assertMayApproveSecond(await standingOf(ctx.em, application), decider, judgesOf(states));
}
