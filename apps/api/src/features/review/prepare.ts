import { type ApplicationId, DomainError } from '@ostiary/domain/shared';
import type { Deps, StaffContext } from '../../context.ts';
import { inTurn } from '../../turns.ts';
import { asSystem } from '../audit/audit.service.ts';
import { voidIfChanged } from './evidence-changed.service.ts';
import { commitOverdue } from './held.service.ts';

function voidStale(deps: Deps, id: ApplicationId): Promise<boolean> {
  return inTurn(id, () => deps.orm.em.fork().transactional((em) => voidIfChanged(asSystem(em, deps.clock()), id)));
}

/**
 * What is overdue on a case happens before a decision, each in a transaction of its own that a refusal does not undo: a
 * held decision whose time is up, and the end of a first approval of other evidence. Throws `RECORD_CHANGED` for that.
 */
export async function prepare(ctx: StaffContext, id: ApplicationId): Promise<void> {
  await commitOverdue(ctx.deps, id);
  if (!ctx.actor.permissions.has('review.approve-second')) return;
  if (await voidStale(ctx.deps, id)) throw new DomainError('RECORD_CHANGED', { details: { changed: ['evidence'] } });
}
