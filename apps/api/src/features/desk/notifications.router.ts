import { MarkReadInput, NotificationList } from '@ostiary/domain/notifications';
import { z } from 'zod';
import { router, staffProcedure } from '../../trpc.ts';
import { listNotifications, markRead } from './notifications.service.ts';

export const notificationsRouter = router({
  list: staffProcedure('self.manage')
    .output(NotificationList)
    .query(({ ctx }) => listNotifications(ctx)),
  markRead: staffProcedure('self.manage')
    .input(MarkReadInput)
    .output(z.strictObject({ unread: z.int() }))
    .mutation(({ ctx, input }) => markRead(ctx, input)),
});
