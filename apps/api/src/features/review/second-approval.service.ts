import { AppUser } from '@ostiary/db';
import type { SecondApproval } from '@ostiary/domain/review';
import type { StaffContext } from '../../context.ts';
import type { CaseFile } from '../requirements/case-file.service.ts';
import { judgesOf } from './decider.ts';
import { type Past, whySecond } from './doubts.service.ts';

const nameOf = async (ctx: StaffContext, id: AppUser['id']) => {
  const person = await ctx.em.findOneOrFail(AppUser, { id });
  return person.displayName ?? person.username;
};

/** The first approval of this round, where it is or was one of two. */
function firstOfTwo({ application: { round, status } }: CaseFile, { decisions }: Past) {
  const live = decisions.filter((decision) => decision.round === round && decision.voidedAt == null);
  const isOneOfTwo = status === 'PENDING_SECOND_APPROVAL' || live.some(({ stage }) => stage === 2);
  return isOneOfTwo ? live.find(({ stage, kind }) => stage === 1 && kind === 'APPROVE') : undefined;
}

/** Whether approving takes a second person, why, and who gave the first approval. */
export async function readSecondApproval(ctx: StaffContext, file: CaseFile, past: Past): Promise<SecondApproval> {
  const first = firstOfTwo(file, past);
  const hasJudged = judgesOf(file.states).includes(ctx.actor.id);
  if (!first) {
    const because = whySecond(file, past, false);
    return { needed: because !== null, because, first: null, hasJudged };
  }
  const { decidedBy, decidedAt, secondBecause } = first;
  return {
    needed: true,
    because: secondBecause ?? 'POLICY',
    first: { by: await nameOf(ctx, decidedBy), isMe: decidedBy === ctx.actor.id, at: decidedAt.toISOString() },
    hasJudged,
  };
}
