import type { AuditAction } from '@ostiary/domain/audit';
import { canonicalText, hmacSha256 } from '@ostiary/domain/crypto';
import type { StaffContext } from '../../context.ts';
import { recordAudit } from './audit.service.ts';

/** Turning pages, going back and reloading within this time are one look; what a screen asks by itself is one a day. */
const ONE_LOOK_MINUTES = { atTheKeyboard: 10, alone: 24 * 60 } as const;

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

/** Puts a look at a list or a log on record, in a transaction of its own, once for all pages of the same search. */
export async function recordLook(ctx: StaffContext, { action, target, after, of }: Look): Promise<void> {
  const em = ctx.deps.orm.em.fork();
  // Without what is undefined, which has no canonical form.
  const plain = JSON.parse(JSON.stringify(of)) as object;
  const search = hmacSha256(ctx.deps.keys.commitments, canonicalText({ action, of: plain }))
    .toString('hex')
    .slice(0, 16);
  const minutes = ctx.request.isBackground ? ONE_LOOK_MINUTES.alone : ONE_LOOK_MINUTES.atTheKeyboard;
  const since = new Date(ctx.now.getTime() - minutes * 60_000);
  const seen = await em.execute<unknown[]>(SAME, [ctx.actor.id, since, action, target.id, `%"search":"${search}"%`]);
  if (seen.length > 0) return;
  recordAudit({ ...ctx, em }, { action, target, after: { ...after, search } });
  await em.flush();
}

interface Search {
  readonly cursor?: unknown;
  readonly limit?: unknown;
  readonly search?: unknown;
}

/** Customers that were listed: who searched is on record, and what they typed only as a commitment. */
export const recordCustomerSearch = (ctx: StaffContext, { cursor: _, limit: __, ...of }: Search): Promise<void> =>
  recordLook(ctx, { action: 'customer.searched', target: { type: 'customer', id: null }, of });
