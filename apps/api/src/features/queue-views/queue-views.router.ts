import { RemoveViewInput, SavedViewInput, SavedViewItem, SavedViewList } from '@ostiary/domain/review';
import { z } from 'zod';
import { router, staffProcedure } from '../../trpc.ts';
import { listViews, removeView, saveView } from './queue-views.service.ts';

/** Views of the queue that people keep, for themselves or for all staff. */
export const viewsRouter = router({
  list: staffProcedure('review.read')
    .output(SavedViewList)
    .query(({ ctx }) => listViews(ctx)),
  save: staffProcedure('review.read')
    .input(SavedViewInput)
    .output(SavedViewItem)
    .mutation(({ ctx, input }) => saveView(ctx, input)),
  remove: staffProcedure('review.read')
    .input(RemoveViewInput)
    .output(z.void())
    .mutation(({ ctx, input }) => removeView(ctx, input)),
});
