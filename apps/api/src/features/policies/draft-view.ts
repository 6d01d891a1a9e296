import { type PolicyDraft, PolicyReplay, PolicyReplayChange, PolicyVersion, type SqlEntityManager } from '@ostiary/db';
import { comparePolicies, type DraftView, type ReplayFacts } from '@ostiary/domain/policy';
import { DomainError, type UserId } from '@ostiary/domain/shared';
import type { StaffContext } from '../../context.ts';
import { namesOf } from './people.ts';

/** The newest published version of a policy. Throws `NOT_FOUND`. */
export async function newestVersion(em: SqlEntityManager, code: string): Promise<PolicyVersion> {
  const [row] = await em.find(PolicyVersion, { code }, { orderBy: { version: 'desc' }, limit: 1 });
  if (!row) throw new DomainError('NOT_FOUND');
  return row;
}

/** How far a replay is, and how many outcomes it found changed. */
export async function replayFacts(
  em: SqlEntityManager,
  replay: PolicyReplay,
  draft: Pick<PolicyDraft, 'body'>,
): Promise<ReplayFacts> {
  const nameOf = await namesOf(em, [replay.requestedBy]);
  return {
    id: replay.id,
    state: replay.state,
    total: replay.total,
    done: replay.done,
    changed: await em.count(PolicyReplayChange, { replayId: replay.id }),
    isCurrent: comparePolicies(replay.body, draft.body).length === 0,
    requestedBy: nameOf(replay.requestedBy),
    requestedAt: replay.requestedAt.toISOString(),
  };
}

/** Four eyes: who began, saved or proposed a draft does not publish it. */
export function isOwnWork({ editors, proposedBy }: PolicyDraft, id: UserId): boolean {
  return editors.includes(id) || proposedBy === id;
}

/** A draft as its page shows it: beside its base, with what it changes and its newest replay. */
export async function presentDraft({ em, actor }: StaffContext, draft: PolicyDraft): Promise<DraftView> {
  const base = await em.findOneOrFail(PolicyVersion, { code: draft.code, version: draft.baseVersion });
  const newest = await newestVersion(em, draft.code);
  const [replay] = await em.find(PolicyReplay, { draftId: draft.id }, { orderBy: { id: 'desc' }, limit: 1 });
  const nameOf = await namesOf(em, [draft.editedBy, draft.proposedBy, draft.closedBy]);
  const isOpen = draft.state === 'DRAFT' || draft.state === 'PROPOSED';
  return {
    id: draft.id,
    version: draft.version,
    state: draft.state,
    body: draft.body,
    note: draft.note,
    base: { version: base.version, body: base.body },
    isStale: isOpen && newest.version !== draft.baseVersion,
    changes: comparePolicies(base.body, draft.body),
    editedBy: nameOf(draft.editedBy),
    editedAt: draft.editedAt.toISOString(),
    proposedBy: nameOf(draft.proposedBy),
    proposedAt: draft.proposedAt?.toISOString() ?? null,
    isOwnWork: isOwnWork(draft, actor.id),
    closedBy: nameOf(draft.closedBy),
    closedAt: draft.closedAt?.toISOString() ?? null,
    replay: replay ? await replayFacts(em, replay, draft) : null,
  };
}
