import type { UserId } from '@ostiary/domain/shared';
import type { Context } from '../../context.ts';

/** Staff who may resolve an alert and can sign in, never the person it is about. */
export async function resolversOf({ em }: Pick<Context, 'em'>, customerId: UserId): Promise<UserId[]> {
  const rows = await em.execute<{ id: UserId }[]>(
    `select u.id from app_user u
     where u.id <> ? and not u.is_blocked and exists (
       select from user_role ur join role r on r.id = ur.role_id
       where ur.user_id = u.id and ur.is_active and r.is_active and 'fraud.resolve' = any (r.effective))`,
    [customerId],
  );
  return rows.map(({ id }) => id);
}
