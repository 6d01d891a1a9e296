import { KycApplication } from '@ostiary/db';
import type { CaseView } from '@ostiary/domain/review';
import type { StaffContext } from '../../context.ts';
import type { CaseFile } from '../requirements/case-file.service.ts';

/** The same customer's applications before this one, newest first. */
export async function readEarlier(ctx: StaffContext, { application }: CaseFile): Promise<CaseView['earlier']> {
  const rows = await ctx.em.find(
    KycApplication,
    { customerId: application.customerId, createdAt: { $lt: application.createdAt } },
    { orderBy: { createdAt: 'desc' }, limit: 20 },
  );
  return rows.map(({ id, status, submittedAt, decidedAt }) => ({
    id,
    status,
    submittedAt: submittedAt?.toISOString() ?? null,
    decidedAt: decidedAt?.toISOString() ?? null,
  }));
}
