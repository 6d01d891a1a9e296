import {
  ChooseRequirementInput,
  FormContent,
  PutRequirementInput,
  RequirementRow,
  RequirementsView,
  SaveDraftInput,
} from '@ostiary/domain/requirements';
import { z } from 'zod';
import { rest } from '../../rest.ts';
import { customerProcedure, router } from '../../trpc.ts';
import { chooseRequirement } from './choose.ts';
import { getFormContent, saveDraft } from './draft.service.ts';
import { listRequirements, putRequirement } from './requirements.service.ts';

const tags = ['KYC'];

export const requirementsRouter = router({
  list: customerProcedure
    .meta(
      rest({ method: 'GET', path: '/kyc/requirements', summary: 'What is due, checked, accepted and refused', tags }),
    )
    .output(RequirementsView)
    .query(({ ctx }) => listRequirements(ctx)),
  put: customerProcedure
    .meta(rest({ method: 'PUT', path: '/kyc/requirements/{code}', summary: 'Give the data of one requirement', tags }))
    .input(PutRequirementInput)
    .output(RequirementRow)
    .mutation(({ ctx, input }) => putRequirement(ctx, input)),
  choose: customerProcedure
    .input(ChooseRequirementInput)
    .output(RequirementRow)
    .mutation(({ ctx, input }) => chooseRequirement(ctx, input)),
  form: customerProcedure.output(FormContent).query(({ ctx }) => getFormContent(ctx)),
  saveDraft: customerProcedure
    .input(SaveDraftInput)
    .output(z.strictObject({ savedAt: z.iso.datetime() }))
    .mutation(({ ctx, input }) => saveDraft(ctx, input)),
});
