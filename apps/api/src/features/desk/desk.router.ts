import {
  AssignInput,
  AssignResult,
  CaseRef,
  DayInput,
  GiveInput,
  MentionableList,
  MyDay,
  NoteInput,
  NoteView,
  PresenceView,
  Renewal,
} from '@ostiary/domain/review';
import { z } from 'zod';
import { router, staffProcedure } from '../../trpc.ts';
import { giveCase } from '../review/give.service.ts';
import { renewLease } from '../review/lease.service.ts';
import { assignCases } from './assign.service.ts';
import { myDay } from './day.service.ts';
import { addNote, listMentionable } from './notes.service.ts';
import { leaveCase, seePresence } from './presence.service.ts';

const Done = z.strictObject({ ok: z.literal(true) });

export const deskRouter = router({
  day: staffProcedure('review.read')
    .input(DayInput.default({ zone: 'UTC' }))
    .output(MyDay)
    .query(({ ctx, input }) => myDay(ctx, input)),
  renew: staffProcedure('review.claim')
    .input(CaseRef)
    .output(Renewal)
    .mutation(({ ctx, input }) => renewLease(ctx, input.id)),
  give: staffProcedure('review.claim')
    .input(GiveInput)
    .output(Done)
    .mutation(({ ctx, input }) => giveCase(ctx, input)),
  assign: staffProcedure('review.assign')
    .input(AssignInput)
    .output(AssignResult)
    .mutation(({ ctx, input }) => assignCases(ctx, input)),
  presence: staffProcedure('review.read')
    .input(CaseRef)
    .output(PresenceView)
    .mutation(({ ctx, input }) => seePresence(ctx, input.id)),
  leave: staffProcedure('review.read')
    .input(CaseRef)
    .output(Done)
    .mutation(({ ctx, input }) => leaveCase(ctx, input.id)),
  mentionable: staffProcedure('review.read')
    .input(CaseRef)
    .output(MentionableList)
    .query(({ ctx, input }) => listMentionable(ctx, input.id)),
  addNote: staffProcedure('review.note')
    .input(NoteInput)
    .output(NoteView)
    .mutation(({ ctx, input }) => addNote(ctx, input)),
});
