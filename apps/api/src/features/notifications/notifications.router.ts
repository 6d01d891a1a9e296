import {
  CustomerNoticeList,
  MarkReadInput,
  MessagePreferenceList,
  SetPreferenceInput,
} from '@ostiary/domain/notifications';
import { z } from 'zod';
import { customerProcedure, enrolledProcedure, router } from '../../trpc.ts';
import { listNotices, markNoticesRead } from './notices.service.ts';
import { listPreferences, setPreference } from './preferences.service.ts';

/** Which messages a person gets, at either door. */
export const preferencesRouter = router({
  list: enrolledProcedure.output(MessagePreferenceList).query(({ ctx }) => listPreferences(ctx)),
  set: enrolledProcedure
    .input(SetPreferenceInput)
    .output(MessagePreferenceList)
    .mutation(({ ctx, input }) => setPreference(ctx, input)),
});

/** The customer's bell; that of the staff is the desk's. */
export const customerNotificationsRouter = router({
  list: customerProcedure.output(CustomerNoticeList).query(({ ctx }) => listNotices(ctx)),
  markRead: customerProcedure
    .input(MarkReadInput)
    .output(z.strictObject({ unread: z.int() }))
    .mutation(({ ctx, input }) => markNoticesRead(ctx, input)),
});
