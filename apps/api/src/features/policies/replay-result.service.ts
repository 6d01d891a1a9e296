import { Customer, KycApplication, PolicyDraft, PolicyReplay, PolicyReplayChange } from '@ostiary/db';
import type { ReplayItem, ReplayPage, ReplayPageInput } from '@ostiary/domain/policy';
import { type ApplicationId, DomainError } from '@ostiary/domain/shared';
import { allOf } from '../../condition.ts';
import type { StaffContext } from '../../context.ts';
import { casesInScope } from '../access/scope.service.ts';
import { replayFacts } from './draft-view.ts';

const PAGE = 50;

/** The applications of a page and one more, of those that this person may see. */
async function changedIds(ctx: StaffContext, { id, cursor }: ReplayPageInput): Promise<ApplicationId[]> {
  const { sql, params } = allOf([
    { sql: 'c.replay_id = ?', params: [id] },
    // A place in the order; it need not be anybody's id.
    ...(cursor === undefined ? [] : [{ sql: 'c.application_id > ?::uuid', params: [cursor] }]),
    ...casesInScope(ctx),
  ]);
  const rows = await ctx.em.execute<{ id: ApplicationId }[]>(
    `select a.id from policy_replay_change c join kyc_application a on a.id = c.application_id
     where ${sql} order by c.application_id limit ?`,
    [...params, PAGE + 1],
  );
  return rows.map((row) => row.id);
}

async function itemsOf({ em }: StaffContext, rows: readonly PolicyReplayChange[]): Promise<ReplayItem[]> {
  const applications = await em.find(KycApplication, { id: { $in: rows.map((row) => row.applicationId) } });
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

/** One page of the outcomes that a replay found changed, in the order of the applications; to somebody who sees one branch alone, of that. Throws `NOT_FOUND`. */
export async function readReplay(ctx: StaffContext, input: ReplayPageInput): Promise<ReplayPage> {
  const { em } = ctx;
  const { id } = input;
  const replay = await em.findOne(PolicyReplay, { id });
  const draft = replay && (await em.findOne(PolicyDraft, { id: replay.draftId }));
  if (!replay || !draft) throw new DomainError('NOT_FOUND');
  const found = await changedIds(ctx, input);
  const applicationId = { $in: found.slice(0, PAGE) };
  const rows = await em.find(
    PolicyReplayChange,
    { replayId: id, applicationId },
    { orderBy: { applicationId: 'asc' } },
  );
  return {
    replay: await replayFacts(em, replay, draft),
    items: await itemsOf(ctx, rows),
    next: found.length > PAGE ? (rows.at(-1)?.applicationId ?? null) : null,
  };
}
