import { AppUser } from '@ostiary/db';
import type { AccessChangeKind } from '@ostiary/domain/access';
import type { SecuritySeverity } from '@ostiary/domain/security-events';
import type { UserId } from '@ostiary/domain/shared';
import type { Context } from '../../context.ts';
import { type AuditSource, recordSecurityEvent } from '../audit/audit.service.ts';
import { notify } from '../notifications/notifications.service.ts';
import { sayWhen } from '../sessions/say-when.service.ts';

interface Announced {
  readonly userId: UserId;
  readonly kind: AccessChangeKind;
  readonly roleId: string | undefined;
}

/** Whoever accepted an invitation knows; a factor that was taken off has an event and a message of its own. */
const SAID_OTHERWISE: readonly AccessChangeKind[] = ['INVITED', 'SECOND_FACTOR_REMOVED'];

async function severityOf({ em }: Pick<Context, 'em'>, { kind, roleId }: Announced): Promise<SecuritySeverity> {
  if (kind === 'SESSIONS_ENDED') return 'LOW';
  if (kind !== 'ROLE_ASSIGNED' && kind !== 'INVITED') return 'MEDIUM';
  // Whoever may give roles can give whatever there is.
  const [role] = await em.execute<{ gives: boolean }[]>(
    `select 'roles.assign' = any (permissions) as gives from role where id = ?::uuid`,
    [roleId ?? null],
  );
  return role?.gives === true ? 'HIGH' : 'MEDIUM';
}

/** What was done to somebody's access is a security event, and they hear of it from the bank. */
export async function announceChange(ctx: AuditSource & Pick<Context, 'deps'>, change: Announced): Promise<void> {
  const { userId, kind } = change;
  if (kind !== 'SECOND_FACTOR_REMOVED')
    recordSecurityEvent(ctx, {
      eventType: 'ACCESS_CHANGED',
      severity: await severityOf(ctx, change),
      userId,
      description: `access of a person changed: ${kind}`,
      metadata: { change: kind },
    });
  if (SAID_OTHERWISE.includes(kind)) return;
  const user = await ctx.em.findOneOrFail(AppUser, { id: userId });
  const params = { change: kind, when: sayWhen(ctx.now, user.language) };
  await notify(ctx, { user, template: 'access_changed', params });
}
