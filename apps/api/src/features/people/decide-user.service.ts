import type { DecideUserInput, UserView } from '@ostiary/domain/access';
import { ReasonCode } from '@ostiary/domain/review';
import { type ApplicationId, DomainError, invalidField } from '@ostiary/domain/shared';
import type { StaffContext } from '../../context.ts';
import { assertInScope } from '../access/scope.service.ts';
import { type AtOnce, decideAtOnce } from '../review/decision.service.ts';
import { readUser } from './users.service.ts';

/** A code stands for itself; other words stay inside, beside the reason that tells the customer nothing. */
function reasonOf(reason: string | undefined): Pick<AtOnce, 'reasons' | 'note'> {
  if (reason === undefined || reason === '') throw invalidField('reason', 'FINAL_REASON_NEEDED');
  const code = ReasonCode.safeParse(reason);
  return code.success ? { reasons: [{ code: code.data }] } : { reasons: [{ code: 'OUT_OF_POLICY' }], note: reason };
}

/**
 * PUT /api/users/{id}/: claims the person's newest application, reads it and decides, in one transaction; one's
 * own lease, or that of nobody, is enough. The refusals are those of approve and reject. Throws `NOT_FOUND` for whoever
 * never handed in an application, `INVALID_TRANSITION` for one that is not waiting.
 */
export async function decideUser(ctx: StaffContext, { id, kycStatus, reason }: DecideUserInput): Promise<UserView> {
  const [newest] = await ctx.em.execute<{ id: ApplicationId }[]>(
    `select id from kyc_application where customer_id = ? and submitted_at is not null
     order by created_at desc, id desc limit 1`,
    [id],
  );
  if (!newest) throw new DomainError('NOT_FOUND');
  // The person may be known here by an earlier one.
  await assertInScope(ctx, newest.id);
  const decision = kycStatus === 'APPROVED' ? { reasons: [] } : reasonOf(reason);
  await decideAtOnce(ctx, { id: newest.id, kind: kycStatus === 'APPROVED' ? 'APPROVE' : 'REJECT', ...decision });
  return readUser(ctx, id);
}
