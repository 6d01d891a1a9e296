import { Undone, UndoInput } from '@ostiary/domain/auth';
import { limited, publicProcedure, router } from '../../trpc.ts';
import { undoChange } from './undo.service.ts';

/** For whoever lost their account to somebody: by the link of a message, without signing in; the same at both doors. */
export const recoveryRouter = router({
  undo: publicProcedure
    .input(UndoInput)
    .use(limited('password-reset'))
    .output(Undone)
    .mutation(({ ctx, input }) => undoChange(ctx, input)),
});
