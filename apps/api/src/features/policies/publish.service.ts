import { PolicyVersion } from '@ostiary/db';
import { type DraftKey, type DraftView, Policy } from '@ostiary/domain/policy';
import { DomainError, type PolicyVersionId } from '@ostiary/domain/shared';
import { v7 as uuidv7 } from 'uuid';
import type { StaffContext } from '../../context.ts';
import { inTransaction } from '../../transaction.ts';
import { recordSecurityEvent } from '../audit/audit.service.ts';
import { isOwnWork, presentDraft } from './draft-view.ts';
import { assertFreshBase, openDraft, recordDraft } from './draft.service.ts';

/**
 * Publishes what other people edited and proposed, as the next version; applications that start from now on are pinned to it, all
 * others keep theirs. Throws `POLICY_NOT_PROPOSED`, `SECOND_APPROVER_MUST_DIFFER` (the database holds it too), and
 * `RECORD_CHANGED` where the draft or its base is no longer what the publisher read.
 */
export async function publishDraft(ctx: StaffContext, key: DraftKey): Promise<DraftView> {
  return inTransaction(ctx, async (tx) => {
    const draft = await openDraft(tx, key);
    if (draft.state !== 'PROPOSED' || draft.proposedBy == null) throw new DomainError('POLICY_NOT_PROPOSED');
    if (isOwnWork(draft, tx.actor.id)) throw new DomainError('SECOND_APPROVER_MUST_DIFFER');
    const newest = await assertFreshBase(tx, draft);
    const version = newest.version + 1;
    const id = uuidv7() as PolicyVersionId; // a fresh id is where the brand begins
    const { code, proposedBy } = draft;
    const body = Policy.parse({ ...draft.body, version });
    const people = { proposedBy, publishedBy: tx.actor.id };
    tx.em.persist(tx.em.create(PolicyVersion, { id, code, version, body, publishedAt: tx.now, ...people }));
    Object.assign(draft, { state: 'PUBLISHED', closedBy: tx.actor.id, closedAt: tx.now });
    recordDraft(tx, draft, { action: 'policy.published', published: version, proposedBy, body });
    recordSecurityEvent(tx, {
      eventType: 'SETTINGS_CHANGED',
      severity: 'MEDIUM',
      userId: tx.actor.id,
      description: `Policy ${code} v${version} was published.`,
    });
    await tx.em.flush();
    return presentDraft(tx, draft);
  });
}
