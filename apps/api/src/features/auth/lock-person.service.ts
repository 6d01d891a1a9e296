import type { UserId } from '@ostiary/domain/shared';
import type { Context } from '../../context.ts';

/**
 * Locks a person's row until the transaction ends: what is done to one person at the same time happens one after the
 * other. Not its key: rows that point at the person hold a share of it, and a full lock would wait for their
 * transactions in a circle. It reads nothing: an entity that is loaded already stays as it is.
 */
export async function lockPerson(tx: Pick<Context, 'em'>, id: UserId): Promise<void> {
  await tx.em.execute('select id from app_user where id = ? for no key update', [id]);
}
