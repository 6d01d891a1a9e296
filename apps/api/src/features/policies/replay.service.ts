import { PolicyReplay, PolicyReplayChange, PolicyVersion, type SqlEntityManager } from '@ostiary/db';
import { type DraftKey, replayDecision, type ReplayFacts } from '@ostiary/domain/policy';
import type { ApplicationId } from '@ostiary/domain/shared';
import { v7 as uuidv7 } from 'uuid';
import type { Deps, StaffContext } from '../../context.ts';
import { inTransaction } from '../../transaction.ts';
import { replayFacts } from './draft-view.ts';
import { openDraft, recordDraft } from './draft.service.ts';
import { decidedCases } from './replay-cases.ts';

const BATCH = 200;

/** Asks for a replay of the draft as it stands; the same wording is not replayed twice at once. */
export async function requestReplay(ctx: StaffContext, key: DraftKey): Promise<ReplayFacts> {
  return inTransaction(ctx, async (tx) => {
    const draft = await openDraft(tx, key);
    const running = await tx.em.findOne(PolicyReplay, {
      draftId: draft.id,
      draftVersion: draft.version,
      state: { $in: ['QUEUED', 'RUNNING'] },
    });
    if (running) return replayFacts(tx.em, running, draft);
    const replay = tx.em.create(PolicyReplay, {
      id: uuidv7(),
      draftId: draft.id,
      draftVersion: draft.version,
      code: draft.code,
      body: draft.body,
      requestedBy: tx.actor.id,
      requestedAt: tx.now,
    });
    tx.em.persist(replay);
    recordDraft(tx, draft, { action: 'policy_draft.replayed', replay: replay.id });
    await tx.em.flush();
    await tx.deps.jobs.send(tx.em, 'replay-policy', { id: replay.id });
    return replayFacts(tx.em, replay, draft);
  });
}

const DECIDED = `from kyc_application a join policy_version v on v.id = a.policy_version_id
  where v.code = ? and a.status in ('APPROVED', 'REJECTED')`;

async function countDecided(em: SqlEntityManager, code: string): Promise<number> {
  const [row] = await em.execute<{ n: number }[]>(`select count(*)::int as n ${DECIDED}`, [code]);
  return row?.n ?? 0;
}

async function nextIds(em: SqlEntityManager, { code, lastApplicationId }: PolicyReplay): Promise<ApplicationId[]> {
  const rows = await em.execute<{ id: ApplicationId }[]>(
    `select a.id ${DECIDED} and (?::uuid is null or a.id > ?::uuid) order by a.id limit ${BATCH}`,
    [code, lastApplicationId ?? null, lastApplicationId ?? null],
  );
  return rows.map(({ id }) => id);
}

/** Replays one batch and moves on behind it, in one transaction: a restart repeats and skips nothing. */
async function replayBatch(deps: Deps, em: SqlEntityManager, id: string): Promise<'more' | 'done'> {
  const replay = await em.findOneOrFail(PolicyReplay, { id });
  const ids = await nextIds(em, replay);
  const versions = await em.find(PolicyVersion, { code: replay.code });
  for (const { application, decided } of await decidedCases({ deps, em, now: deps.clock() }, ids)) {
    const pinned = versions.find((version) => version.id === application.policyVersionId);
    const outcome = pinned ? replayDecision(pinned.body, replay.body, decided) : null;
    if (!pinned || !outcome) continue;
    const { kind, rows } = outcome;
    const change = {
      replayId: id,
      applicationId: application.id,
      kind,
      policyVersion: pinned.version,
      rows: [...rows],
    };
    em.persist(em.create(PolicyReplayChange, change));
  }
  replay.done += ids.length;
  replay.lastApplicationId = ids.at(-1) ?? replay.lastApplicationId ?? null;
  const isOver = ids.length < BATCH;
  if (isOver) Object.assign(replay, { state: 'DONE', finishedAt: deps.clock(), total: replay.done });
  await em.flush();
  return isOver ? 'done' : 'more';
}

/**
 * One replay of a draft on decided applications, by its id: batch by batch, from where an earlier try ended. Doing it
 * twice changes nothing. Reads evidence, writes nothing but its own result.
 */
export async function replayPolicy(deps: Deps, id: string): Promise<void> {
  const em = deps.orm.em.fork();
  const replay = await em.findOne(PolicyReplay, { id });
  if (!replay || replay.state === 'DONE') return;
  Object.assign(replay, { state: 'RUNNING', finishedAt: null, total: await countDecided(em, replay.code) });
  await em.flush();
  try {
    while ((await deps.orm.em.fork().transactional((tx) => replayBatch(deps, tx, id))) === 'more');
  } catch (error) {
    const failed = { state: 'FAILED', finishedAt: deps.clock() } as const;
    await deps.orm.em.fork().nativeUpdate(PolicyReplay, { id, state: 'RUNNING' }, failed);
    throw error;
  }
}
