import type { CustomerContext } from '../../context.ts';

/** True for a repeat: its document stands already, and must not be what refuses it. */
export async function isRepeat(ctx: CustomerContext): Promise<boolean> {
  const key = ctx.request.idempotencyKey;
  if (key === undefined) return false;
  const known = await ctx.deps.orm.em
    .fork()
    .execute('select 1 from idempotency_key where user_id = ? and key = ?', [ctx.actor.id, key]);
  return known.length > 0;
}
