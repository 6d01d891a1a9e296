import { AppUser } from '@ostiary/db';
import type { BlockInput } from '@ostiary/domain/access';
import type { Done } from '@ostiary/domain/auth';
import { DomainError, type UserId } from '@ostiary/domain/shared';
import type { Context, Deps, StaffContext } from '../../context.ts';
import { inTransaction } from '../../transaction.ts';
import { asSystem, recordAudit, recordSecurityEvent } from '../audit/audit.service.ts';
import { lockPerson } from '../auth/lock-person.service.ts';
import { openLocks } from '../auth/start-anew.service.ts';
import { notify } from '../notifications/notifications.service.ts';
import { sayWhen } from '../sessions/say-when.service.ts';
import { recordChange } from './access-change.service.ts';
import { type Kind, reach, shutOut } from './block.service.ts';

interface Removal {
  readonly id: UserId;
  /** Null: at the server itself. */
  readonly by: UserId | null;
  readonly why: string;
}

type Dropping = Parameters<typeof recordAudit>[0] & Pick<Context, 'deps'>;

/** Under the person's lock: the factor and its recovery codes go, and the owner is told. Throws `NO_SECOND_FACTOR`. */
async function dropFactor(tx: Dropping, { id, by, why }: Removal): Promise<void> {
  const dropped = await tx.em.execute<{ is_on: boolean }[]>(
    'delete from second_factor where user_id = ? returning confirmed_at is not null as is_on',
    [id],
  );
  if (dropped[0]?.is_on !== true) throw new DomainError('NO_SECOND_FACTOR');
  const record = { action: 'second_factor.removed' } as const;
  await recordChange(tx, { userId: id, kind: 'SECOND_FACTOR_REMOVED', by, why, record });
  recordSecurityEvent(tx, {
    eventType: 'MFA_DISABLED',
    severity: 'HIGH',
    userId: id,
    description: 'The bank removed a second factor that was lost',
  });
  const user = await tx.em.findOneOrFail(AppUser, { id });
  await notify(tx, { user, template: 'second_factor_removed', params: { when: sayWhen(tx.now, user.language) } });
}

/**
 * For somebody who lost their phone and their codes, or whose account a stranger locked with a factor of their own: the
 * password is enough again, until they set up a new one. Throws `OWN_ACCESS_FORBIDDEN`, `NOT_FOUND`, `NO_SECOND_FACTOR`.
 */
export function removeSecondFactor(
  ctx: StaffContext,
  { id, why }: BlockInput,
  kind: Exclude<Kind, 'anyone'>,
): Promise<Done> {
  return inTransaction(ctx, async (tx) => {
    await openLocks(tx, id);
    await reach(tx, { id, kind });
    await dropFactor(tx, { id, by: tx.actor.id, why });
    await shutOut(tx, id, 'REVOKED');
    return { ok: true };
  });
}

const END_ALL = `
  with ended as (
    update session set revoked_at = ?, revoked_reason = 'REVOKED' where user_id = ? and revoked_at is null returning id
  ), halfway as (
    update login_challenge set consumed_at = ? where user_id = ? and consumed_at is null
  )
  select id from ended`;

/**
 * The same at the server itself, for the last administrator: nobody is left who could press the button. Cases they hold
 * go back when their leases run out. Throws `NOT_FOUND`, `NO_SECOND_FACTOR`.
 */
export async function removeLostFactor(
  deps: Deps,
  { username, why }: { readonly username: string; readonly why: string },
): Promise<void> {
  await deps.orm.em.fork().transactional(async (em) => {
    const tx = { ...asSystem(em, deps.clock()), deps };
    const user = await em.findOne(AppUser, { username, erasedAt: null });
    if (!user) throw new DomainError('NOT_FOUND');
    const { id } = user;
    await lockPerson(tx, id);
    await dropFactor(tx, { id, by: null, why });
    for (const session of await em.execute<{ id: string }[]>(END_ALL, [tx.now, id, tx.now, id]))
      recordAudit(tx, {
        action: 'session.ended',
        target: { type: 'session', id: session.id },
        after: { reason: 'REVOKED' },
      });
  });
}
