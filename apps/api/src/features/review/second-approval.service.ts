import { AppUser, KycDecision } from '@ostiary/db';
import { needsSecond, type SecondApproval } from '@ostiary/domain/review';
import type { StaffContext } from '../../context.ts';
import type { CaseFile } from '../requirements/case-file.service.ts';
import { findFirst } from './evidence-changed.service.ts';

const nameOf = async (ctx: StaffContext, id: AppUser['id']) => {
  const person = await ctx.em.findOneOrFail(AppUser, { id });
  return person.displayName ?? person.username;
};

/** Was the first approval of this round one of two? */
async function isOneOfTwo(ctx: StaffContext, { application }: CaseFile): Promise<boolean> {
  if (application.status === 'PENDING_SECOND_APPROVAL') return true;
  const { id: applicationId, round } = application;
  return (await ctx.em.count(KycDecision, { applicationId, round, stage: 2, voidedAt: null })) > 0;
}

/** Whether approving takes a second person, why, and who gave the first approval. */
export async function readSecondApproval(ctx: StaffContext, file: CaseFile): Promise<SecondApproval> {
  const first = (await isOneOfTwo(ctx, file)) ? await findFirst(ctx.em, file) : null;
  const asked = needsSecond(file.policy, file.application.riskBand, false);
  if (!first) return { needed: asked !== null, because: asked, first: null };
  const { decidedBy, decidedAt, isEscalated } = first;
  return {
    needed: true,
    because: isEscalated ? 'ESCALATED' : 'POLICY',
    first: { by: await nameOf(ctx, decidedBy), isMe: decidedBy === ctx.actor.id, at: decidedAt.toISOString() },
  };
}
