import { AppUser } from '@ostiary/db';
import { staffWith } from '../desk/people.service.ts';
import { tellStaff } from '../desk/tell.service.ts';
import type { CaseFile } from '../requirements/case-file.service.ts';
import type { DecidingContext } from './decider.ts';

/** Tells everybody who may give the second approval, but for who gave the first and the applicant. */
export async function askSecondApprovers(
  ctx: DecidingContext,
  { application, customer }: CaseFile,
  decisionId: string,
): Promise<void> {
  const first = await ctx.em.findOneOrFail(AppUser, { id: ctx.actor.id });
  const approvers = await staffWith(ctx, 'review.approve-second', application);
  await tellStaff(ctx, {
    users: approvers.flatMap(({ id }) => (id === first.id || id === application.customerId ? [] : [id])),
    kind: 'SECOND_APPROVAL_WAITING',
    applicationId: application.id,
    facts: { customer: customer.customerNumber, by: first.displayName ?? first.username },
    event: `second-approval:${decisionId}`,
  });
}
