import type { ApplicationId } from '@ostiary/domain/shared';
import type { StaffContext } from '../../context.ts';
import { recordAudit } from '../audit/audit.service.ts';

/** A screen asks again after each verdict and while it stays open: one look of one person. */
const ONE_LOOK = { atTheKeyboard: 15, alone: 24 * 60 } as const;
const MINUTE = 60_000;

/**
 * One audit record for each look at personal data: what the same person is shown again within a quarter of an hour is
 * the same look, and so is what their screen asks for by itself. That word is the caller's own, so a look by itself is
 * on record, too, where none came before it that day.
 */
export async function recordCaseLook(ctx: StaffContext, id: ApplicationId): Promise<void> {
  const minutes = ctx.request.isBackground ? ONE_LOOK.alone : ONE_LOOK.atTheKeyboard;
  const target = { type: 'kyc_application', id } as const;
  const em = ctx.deps.orm.em.fork();
  const known = await em.execute<unknown[]>(
    `select from audit_event where target_type = ? and target_id = ? and at > ? and action = 'case.viewed' and actor_id = ?
     limit 1`,
    [target.type, id, new Date(ctx.now.getTime() - minutes * MINUTE), ctx.actor.id],
  );
  if (known.length > 0) return;
  recordAudit({ ...ctx, em }, { action: 'case.viewed', target });
  await em.flush();
}
