import { KycApplication } from '@ostiary/db';
import type { CaseView } from '@ostiary/domain/review';
import type { StaffContext } from '../../context.ts';
import type { CaseFile } from '../requirements/case-file.service.ts';

const ELSEWHERE = { id: null, status: null, submittedAt: null, decidedAt: null } as const;

/** The same customer's applications handed in before this one, newest first. */
export async function readEarlier(ctx: StaffContext, { application }: CaseFile): Promise<CaseView['earlier']> {
  const rows = await ctx.em.find(
    KycApplication,
    { customerId: application.customerId, createdAt: { $lt: application.createdAt }, submittedAt: { $ne: null } },
    { orderBy: { createdAt: 'desc' }, limit: 20 },
  );
  const { onlyBranch } = ctx.actor;
  return rows.map(({ id, status, branchId, submittedAt, decidedAt }) =>
    onlyBranch === null || branchId === onlyBranch
      ? {
          id,
          status,
          submittedAt: submittedAt?.toISOString() ?? null,
          decidedAt: decidedAt?.toISOString() ?? null,
        }
      : ELSEWHERE,
  );
}
