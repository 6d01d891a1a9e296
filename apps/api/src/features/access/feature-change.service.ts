import type { Feature, FeatureChange } from '@ostiary/domain/access';
import { v7 as uuidv7 } from 'uuid';
import type { StaffContext } from '../../context.ts';
import { recordAudit } from '../audit/audit.service.ts';
import { isAsRecorded, MARK, markOf } from './access-change.service.ts';

const LISTED = 50;

interface Switched {
  readonly role: { readonly id: string; readonly name: string };
  readonly feature: Feature;
  readonly enabled: boolean;
  readonly why: string;
}

/** Puts it on record, and keeps who switched what and why, also once it is switched back. */
export async function recordSwitch(tx: StaffContext, { role, feature, enabled, why }: Switched): Promise<void> {
  const id = uuidv7();
  const eventId = recordAudit(tx, {
    action: enabled ? 'feature.switched-on' : 'feature.switched-off',
    target: { type: 'feature', id: role.id },
    after: { role: role.name, feature, why: markOf(tx, { id, why }) },
  });
  await tx.em.execute(
    `insert into role_feature_change (id, role_id, feature, is_on, why, switched_by, switched_at, event_id)
     values (?, ?, ?, ?, ?, ?, ?, ?)`,
    [id, role.id, feature, enabled, why, tx.actor.id, tx.now, eventId],
  );
}

interface Row extends Omit<FeatureChange, 'at' | 'isAsRecorded'> {
  readonly at: string;
  readonly eventId: string;
  readonly mark: string | null;
}

/** What was switched, newest first. */
export async function listSwitches(ctx: StaffContext): Promise<FeatureChange[]> {
  const rows = await ctx.em.execute<Row[]>(
    `select x.id, r.name as role, x.feature, x.is_on as "isOn", coalesce(u.display_name, u.username) as by,
       x.switched_at as at, x.why, x.event_id as "eventId", ${MARK} as mark
     from role_feature_change x join role r on r.id = x.role_id join app_user u on u.id = x.switched_by
       left join audit_event e on e.id = x.event_id
     order by x.switched_at desc, x.id desc limit ${LISTED}`,
  );
  return rows.map(({ eventId, mark, ...row }) => ({
    ...row,
    at: new Date(row.at).toISOString(),
    isAsRecorded: isAsRecorded(ctx, { ...row, eventId, mark }) === true,
  }));
}
