import { Notification } from '@ostiary/db';
import { type MarkReadInput, NotificationKind, type NotificationList } from '@ostiary/domain/notifications';
import type { StaffContext } from '../../context.ts';

const NEWEST = 50;
/** Somebody may be a customer of the bank besides: what they hear as such is for the other portal. */
const kind = { $in: NotificationKind.options };

/** The newest 50 of the person who asks, and how many they have not read at all. */
export async function listNotifications(ctx: StaffContext): Promise<NotificationList> {
  const userId = ctx.actor.id;
  const rows = await ctx.em.find(
    Notification,
    { userId, kind },
    { orderBy: { createdAt: 'desc', id: 'desc' }, limit: NEWEST },
  );
  return {
    unread: await ctx.em.count(Notification, { userId, kind, readAt: null }),
    results: rows.map(({ id, kind: told, applicationId, facts, createdAt, readAt }) => ({
      id,
      kind: NotificationKind.parse(told),
      applicationId: applicationId ?? null,
      facts,
      createdAt: createdAt.toISOString(),
      isRead: readAt != null,
    })),
  };
}

/** Marks one's own as read; those of others stay as they are, whatever ids were sent. */
export async function markRead(ctx: StaffContext, { ids }: MarkReadInput): Promise<{ unread: number }> {
  const userId = ctx.actor.id;
  const which = ids === undefined ? {} : { id: { $in: ids } };
  await ctx.em.nativeUpdate(Notification, { ...which, userId, kind, readAt: null }, { readAt: ctx.now });
  return { unread: await ctx.em.count(Notification, { userId, kind, readAt: null }) };
}
