import type { AuditAction } from '@ostiary/domain/audit';
import { canonicalText, hmacSha256 } from '@ostiary/domain/crypto';
import type { StaffContext } from '../../context.ts';
import { recordAudit } from '../audit/audit.service.ts';
import { literal } from './condition.ts';

/** Turning pages, going back and reloading within this time are one look. */
const ONE_LOOK_MINUTES = 10;

interface Look {
  readonly action: AuditAction;
  readonly target: { readonly type: string; readonly id: string | null };
  readonly after?: Readonly<Record<string, unknown>>;
  /** What makes it the same look; never kept as it is, because names were typed into it. */
  readonly of: object;
}

const SAME = `
  select 1 from audit_event where actor_id = ? and at > ? and action = ? and target_id is not distinct from ?::text
    and canonical like ? limit 1`;

/** Puts a look at the audit log on record, in a transaction of its own, once for all pages of the same search. */
export async function recordLook(ctx: StaffContext, { action, target, after, of }: Look): Promise<void> {
  const em = ctx.deps.orm.em.fork();
  const search = hmacSha256(ctx.deps.keys.idempotency, canonicalText({ action, of })).toString('hex').slice(0, 16);
  const since = new Date(ctx.now.getTime() - ONE_LOOK_MINUTES * 60_000);
  const sought = `%${literal(`"search":"${search}"`)}%`;
  const seen = await em.execute<unknown[]>(SAME, [ctx.actor.id, since, action, target.id, sought]);
  if (seen.length > 0) return;
  recordAudit({ ...ctx, em }, { action, target, after: { ...after, search } });
  await em.flush();
}
