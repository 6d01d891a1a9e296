import { LockMode, PolicyDraft, PolicyVersion } from '@ostiary/db';
import type { AuditAction } from '@ostiary/domain/audit';
import {
  comparePolicies,
  type DraftId,
  type DraftKey,
  type DraftView,
  type Policy,
  type PolicyKey,
  type SavePolicyDraftInput,
} from '@ostiary/domain/policy';
import { DomainError, fieldProblem } from '@ostiary/domain/shared';
import { v7 as uuidv7 } from 'uuid';
import type { StaffContext } from '../../context.ts';
import { inTransaction } from '../../transaction.ts';
import { assertSeesAll } from '../access/scope.service.ts';
import { recordAudit } from '../audit/audit.service.ts';
import { newestVersion, presentDraft } from './draft-view.ts';

/** Records what happened to a draft; its body is no personal data and stands in the record whole. */
export function recordDraft(
  tx: StaffContext,
  draft: PolicyDraft,
  { action, before, ...after }: { action: AuditAction; before?: Record<string, unknown>; [fact: string]: unknown },
): void {
  recordAudit(tx, {
    action,
    target: { type: 'policy_draft', id: draft.id },
    ...(before ? { before } : {}),
    after: { code: draft.code, version: draft.version, state: draft.state, ...after },
  });
}

/** Throws `NOT_FOUND`. */
export async function getDraft(ctx: StaffContext, { id }: DraftId): Promise<DraftView> {
  const draft = await ctx.em.findOne(PolicyDraft, { id });
  if (!draft) throw new DomainError('NOT_FOUND');
  return presentDraft(ctx, draft);
}

/** The draft under its row lock. Throws `FORBIDDEN` for somebody who sees one branch alone, `NOT_FOUND`, `POLICY_DRAFT_CLOSED` or, for an older view of it, `RECORD_CHANGED`. */
export async function openDraft(tx: StaffContext, { id, version }: DraftKey): Promise<PolicyDraft> {
  assertSeesAll(tx);
  const draft = await tx.em.findOne(PolicyDraft, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true });
  if (!draft) throw new DomainError('NOT_FOUND');
  if (draft.state === 'PUBLISHED' || draft.state === 'DISCARDED') throw new DomainError('POLICY_DRAFT_CLOSED');
  if (draft.version !== version) throw new DomainError('RECORD_CHANGED', { details: { version: draft.version } });
  return draft;
}

/** Throws `RECORD_CHANGED` once another version was published than the draft began from. */
export async function assertFreshBase(tx: StaffContext, draft: PolicyDraft): Promise<PolicyVersion> {
  const newest = await newestVersion(tx.em, draft.code);
  if (newest.version !== draft.baseVersion)
    throw new DomainError('RECORD_CHANGED', { details: { base: draft.baseVersion, newest: newest.version } });
  return newest;
}

/**
 * Begins a draft with the content of any version; it follows the newest one. Throws `FORBIDDEN` for somebody who sees one
 * branch alone, `NOT_FOUND`, and `POLICY_DRAFT_OPEN` while another draft of the policy is open.
 */
export async function startDraft(ctx: StaffContext, { code, version }: PolicyKey): Promise<DraftView> {
  assertSeesAll(ctx);
  return inTransaction(ctx, async (tx) => {
    const source = await tx.em.findOne(PolicyVersion, { code, version });
    if (!source) throw new DomainError('NOT_FOUND');
    const newest = await newestVersion(tx.em, code);
    const open = await tx.em.findOne(PolicyDraft, { code, state: { $in: ['DRAFT', 'PROPOSED'] } });
    if (open) throw new DomainError('POLICY_DRAFT_OPEN', { details: { id: open.id } });
    const draft = tx.em.create(PolicyDraft, {
      id: uuidv7(),
      code,
      baseVersion: newest.version,
      body: { ...source.body, version: newest.version + 1 },
      editedBy: tx.actor.id,
      editors: [tx.actor.id],
      editedAt: tx.now,
    });
    tx.em.persist(draft);
    recordDraft(tx, draft, { action: 'policy_draft.started', source: version });
    await tx.em.flush();
    return presentDraft(tx, draft);
  });
}

const FIXED = ['code', 'version', 'country', 'applicantKind'] as const satisfies readonly (keyof Policy)[];

/** What a policy is for stays: an application finds its policy by country and kind. */
function assertSamePolicy(draft: PolicyDraft, body: Policy): void {
  const moved = FIXED.filter((field) => body[field] !== draft.body[field]);
  if (moved.length === 0) return;
  const fields = Object.fromEntries(moved.map((field) => [`body.${field}`, [fieldProblem('POLICY_FIXED')]]));
  throw new DomainError('INVALID_INPUT', { fields });
}

/** Keeps an edit. What was proposed is a draft again: nobody publishes what was changed after it was proposed. */
export async function saveDraft(ctx: StaffContext, { body, note, ...key }: SavePolicyDraftInput): Promise<DraftView> {
  return inTransaction(ctx, async (tx) => {
    const draft = await openDraft(tx, key);
    assertSamePolicy(draft, body);
    const changes = comparePolicies(draft.body, body).map(({ path }) => path);
    Object.assign(draft, { body, note, version: draft.version + 1, editedBy: tx.actor.id, editedAt: tx.now });
    const editors = [...new Set([...draft.editors, tx.actor.id])];
    Object.assign(draft, { state: 'DRAFT', editors, proposedBy: null, proposedAt: null });
    recordDraft(tx, draft, { action: 'policy_draft.saved', changes, body });
    await tx.em.flush();
    return presentDraft(tx, draft);
  });
}

/**
 * Hands the draft to another person; a version more, so that nobody who saw it before acts on it unaware. Throws
 * `POLICY_UNCHANGED` for one that changes nothing, `RECORD_CHANGED` on a stale base, `POLICY_PROPOSED` the second time:
 * who proposed it stays who did.
 */
export async function proposeDraft(ctx: StaffContext, key: DraftKey): Promise<DraftView> {
  return inTransaction(ctx, async (tx) => {
    const draft = await openDraft(tx, key);
    if (draft.state === 'PROPOSED') throw new DomainError('POLICY_PROPOSED');
    const base = await assertFreshBase(tx, draft);
    if (comparePolicies(base.body, draft.body).length === 0) throw new DomainError('POLICY_UNCHANGED');
    const version = draft.version + 1;
    Object.assign(draft, { version, state: 'PROPOSED', proposedBy: tx.actor.id, proposedAt: tx.now });
    recordDraft(tx, draft, { action: 'policy_draft.proposed' });
    await tx.em.flush();
    return presentDraft(tx, draft);
  });
}

/** Ends a draft without publishing it; it stays readable. */
export async function discardDraft(ctx: StaffContext, key: DraftKey): Promise<DraftView> {
  return inTransaction(ctx, async (tx) => {
    const draft = await openDraft(tx, key);
    Object.assign(draft, { state: 'DISCARDED', closedBy: tx.actor.id, closedAt: tx.now });
    recordDraft(tx, draft, { action: 'policy_draft.discarded' });
    await tx.em.flush();
    return presentDraft(tx, draft);
  });
}
