import { Notification } from '@ostiary/db';
import { type CustomerNoticeList, CustomerNoticeKind, type MarkReadInput } from '@ostiary/domain/notifications';
import type { CustomerContext } from '../../context.ts';

const NEWEST = 50;
const kind = { $in: CustomerNoticeKind.options };

/** The customer's newest 50 notices, and how many of all they have not read. */
export async function listNotices({ em, actor }: CustomerContext): Promise<CustomerNoticeList> {
  const mine = { userId: actor.id, kind };
  const rows = await em.find(Notification, mine, { orderBy: { createdAt: 'desc', id: 'desc' }, limit: NEWEST });
  return {
    unread: await em.count(Notification, { ...mine, readAt: null }),
    results: rows.map(({ id, kind: told, applicationId, createdAt, readAt }) => ({
      id,
      kind: CustomerNoticeKind.parse(told),
      applicationId: applicationId ?? null,
      createdAt: createdAt.toISOString(),
      isRead: readAt != null,
    })),
  };
}

/** Marks one's own as read; those of others stay as they are, whatever ids were sent. */
export async function markNoticesRead(
  { em, actor, now }: CustomerContext,
  { ids }: MarkReadInput,
): Promise<{ unread: number }> {
  const mine = { userId: actor.id, kind, readAt: null };
  await em.nativeUpdate(Notification, { ...mine, ...(ids && { id: { $in: ids } }) }, { readAt: now });
  return { unread: await em.count(Notification, mine) };
}
