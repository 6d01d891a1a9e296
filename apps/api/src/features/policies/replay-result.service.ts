import { Customer, KycApplication, PolicyDraft, PolicyReplay, PolicyReplayChange } from '@ostiary/db';
import type { ReplayItem, ReplayPage, ReplayPageInput } from '@ostiary/domain/policy';
import { type ApplicationId, DomainError } from '@ostiary/domain/shared';
import type { StaffContext } from '../../context.ts';
import { replayFacts } from './draft-view.ts';

const PAGE = 50;

async function itemsOf({ em, actor }: StaffContext, rows: readonly PolicyReplayChange[]): Promise<ReplayItem[]> {
  const { onlyBranch } = actor;
  const applications = await em.find(KycApplication, {
    id: { $in: rows.map((row) => row.applicationId) },
    ...(onlyBranch !== null && { branchId: onlyBranch }),
  });
  const customers = await em.find(Customer, { id: { $in: applications.map((row) => row.customerId) } });
  return rows.flatMap((row): ReplayItem[] => {
    const application = applications.find(({ id }) => id === row.applicationId);
    const customer = customers.find(({ id }) => id === application?.customerId);
    if (!application || !customer) return [];
    const { status, decidedAt } = application;
    // An approval may have run out since; it was one when it was replayed.
    return [
      {
        applicationId: row.applicationId,
        customerNumber: customer.customerNumber,
        status: status === 'REJECTED' ? 'REJECTED' : 'APPROVED',
        decidedAt: decidedAt?.toISOString() ?? null,
        policyVersion: row.policyVersion,
        kind: row.kind,
        rows: row.rows,
      },
    ];
  });
}

/** One page of the outcomes that a replay found changed, in the order of the applications; shorter for somebody who sees one branch alone. Throws `NOT_FOUND`. */
export async function readReplay(ctx: StaffContext, { id, cursor }: ReplayPageInput): Promise<ReplayPage> {
  const { em } = ctx;
  const replay = await em.findOne(PolicyReplay, { id });
  const draft = replay && (await em.findOne(PolicyDraft, { id: replay.draftId }));
  if (!replay || !draft) throw new DomainError('NOT_FOUND');
  // A place in the order; it need not be anybody's id.
  const after = cursor === undefined ? {} : { applicationId: { $gt: cursor as ApplicationId } };
  const found = await em.find(
    PolicyReplayChange,
    { replayId: id, ...after },
    { orderBy: { applicationId: 'asc' }, limit: PAGE + 1 },
  );
  const rows = found.slice(0, PAGE);
  return {
    replay: await replayFacts(em, replay, draft),
    items: await itemsOf(ctx, rows),
    next: found.length > PAGE ? (rows.at(-1)?.applicationId ?? null) : null,
  };
}
