import {
  type Feature,
  type FeatureList,
  featuresWith,
  FIXED_FEATURE,
  type SetFeatureInput,
} from '@ostiary/domain/access';
import { DomainError, invalidField, type Permission } from '@ostiary/domain/shared';
import type { StaffContext } from '../../context.ts';
import { inTransaction } from '../../transaction.ts';
import { recordSecurityEvent } from '../audit/audit.service.ts';
import { lockAdministration } from './administration.service.ts';
import { listSwitches, recordSwitch } from './feature-change.service.ts';
import { assertSeesAll } from './scope.service.ts';

interface RoleRow {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly permissions: Permission[];
  readonly people: number;
}

interface OffRow {
  readonly role_id: string;
  readonly feature: string;
  readonly by: string;
  readonly at: string;
  readonly why: string;
}

const STAFF_ROLES = `
  select r.id, r.name, r.description, r.permissions,
    (select count(*)::int from user_role ur join app_user u on u.id = ur.user_id and not u.is_blocked
     where ur.role_id = r.id and ur.is_active) as people
  from role r where r.is_active and 'self.manage' = any (r.permissions) order by r.name`;

const isFixed = (role: RoleRow, feature: Feature) =>
  feature === FIXED_FEATURE && role.permissions.includes('features.manage');

/** Each role for staff, with the parts of the desk that it opens and those that are switched off for it. */
export async function listFeatures(ctx: StaffContext): Promise<FeatureList> {
  const { em } = ctx;
  const roles = await em.execute<RoleRow[]>(STAFF_ROLES);
  const off = await em.execute<OffRow[]>(
    `select o.role_id, o.feature, coalesce(u.display_name, u.username) as by, o.switched_at as at, o.why
     from role_feature_off o join app_user u on u.id = o.switched_by`,
  );
  return {
    roles: roles.map((role) => ({
      role: role.name,
      description: role.description,
      people: role.people,
      features: featuresWith(role.permissions).map((feature) => {
        const row = off.find((one) => one.role_id === role.id && one.feature === feature);
        return {
          feature,
          isOn: row === undefined,
          isFixed: isFixed(role, feature),
          off: row ? { by: row.by, at: new Date(row.at).toISOString(), why: row.why } : null,
        };
      }),
    })),
    changes: await listSwitches(ctx),
  };
}

async function switchOff(tx: StaffContext, role: RoleRow, { feature, why }: SetFeatureInput): Promise<boolean> {
  if (isFixed(role, feature)) throw new DomainError('FEATURE_NEEDED');
  const made = await tx.em.execute<unknown[]>(
    `insert into role_feature_off (role_id, feature, why, switched_by, switched_at) values (?, ?, ?, ?, ?)
     on conflict do nothing returning feature`,
    [role.id, feature, why, tx.actor.id, tx.now],
  );
  return made.length > 0;
}

async function switchOn(tx: StaffContext, role: RoleRow, feature: Feature): Promise<boolean> {
  const gone = await tx.em.execute<unknown[]>(
    'delete from role_feature_off where role_id = ? and feature = ? returning feature',
    [role.id, feature],
  );
  return gone.length > 0;
}

/**
 * Switches a part of the desk off or on for a role, from the next request of everybody who holds it. What stands so
 * already is left as it is. Throws `FORBIDDEN` for somebody who sees one branch alone, `INVALID_INPUT` over `role`, `NOT_FOUND` for a feature that the role does not have,
 * and `FEATURE_NEEDED` for the one that this very switch needs.
 */
export function setFeature(ctx: StaffContext, input: SetFeatureInput): Promise<FeatureList> {
  return inTransaction(ctx, async (tx) => {
    assertSeesAll(tx);
    await lockAdministration(tx, 'features.manage');
    const role = (await tx.em.execute<RoleRow[]>(STAFF_ROLES)).find(({ name }) => name === input.role);
    if (!role) throw invalidField('role', 'ROLE_UNKNOWN');
    const { feature, enabled } = input;
    if (!featuresWith(role.permissions).includes(feature)) throw new DomainError('NOT_FOUND');
    if (enabled ? await switchOn(tx, role, feature) : await switchOff(tx, role, input)) {
      await recordSwitch(tx, { ...input, role });
      const description = 'a part of the desk was switched for a role';
      const metadata = { role: role.name, feature, isOn: enabled };
      recordSecurityEvent(tx, { eventType: 'ACCESS_CHANGED', userId: null, description, metadata });
    }
    await tx.em.flush();
    return listFeatures(tx);
  });
}
