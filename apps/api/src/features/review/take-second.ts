import { KycApplication } from '@ostiary/db';
import type { ApplicationId } from '@ostiary/domain/shared';
import { allOf } from '../../condition.ts';
import type { StaffContext } from '../../context.ts';
import { casesInScope } from '../access/scope.service.ts';
import { recordAudit } from '../audit/audit.service.ts';
import { assign } from './give.service.ts';

/**
 * The most urgent case that waits for somebody's second approval, assigned to them so that nobody else is offered it;
 * null where they may give none. What they took so before they find in their day.
 */
export async function takeSecond(tx: StaffContext): Promise<ApplicationId | null> {
  if (!tx.actor.permissions.has('review.approve-second')) return null;
  const { id: me } = tx.actor;
  const scope = allOf(casesInScope(tx));
  const [row] = await tx.em.execute<{ id: ApplicationId }[]>(
    `select id from kyc_application a where status = 'PENDING_SECOND_APPROVAL' and customer_id <> ?
       and (assigned_to is null or (assigned_to = ? and assigned_by <> ?)) and ${scope.sql}
       and not exists (select from kyc_decision d where d.application_id = a.id and d.round = a.round
         and d.voided_at is null and d.decided_by = ?)
       and not exists (select from requirement_state r where r.application_id = a.id and r.judged_by = ?)
       and not exists (select from held_decision h where h.application_id = a.id)
     order by due_at, submitted_at, id limit 1 for update skip locked`,
    [me, me, me, ...scope.params, me, me],
  );
  if (!row) return null;
  const application = await tx.em.findOneOrFail(KycApplication, { id: row.id }, { refresh: true });
  assign(tx, application, me);
  recordAudit(tx, { action: 'case.assigned', target: { type: 'kyc_application', id: row.id }, after: { to: me } });
  await tx.em.flush();
  return row.id;
}
