import { AppUser } from '@ostiary/db';
import { LOCK_RULES, type LoginInput, type SignedIn } from '@ostiary/domain/auth';
import { verifyAgainstNobody, verifyPassword } from '@ostiary/domain/crypto';
import { checkPhone } from '@ostiary/domain/phone';
import { DomainError } from '@ostiary/domain/shared';
import type { Context } from '../../context.ts';
import { inTransaction } from '../../transaction.ts';
import { recordAudit, recordSecurityEvent } from '../audit/audit.service.ts';
import { openSession } from './session.service.ts';
import { forgetFailures, lockAccount, reserveAttempt, throttleKey } from './throttle.ts';

/**
 * A username, an e-mail or a phone number; the door's role is part of the search, so the
 * other door's people do not exist here. Usernames come last: one may be chosen to look like somebody's phone number.
 */
async function findAccount(ctx: Context, typed: string): Promise<AppUser | null> {
  const phone = checkPhone(typed, 'US');
  const role = ctx.door === 'staff' ? 'self.manage' : 'application.own';
  const [row] = await ctx.em.execute<{ id: string }[]>(
    `select u.id from app_user u
     where (lower(u.username) = lower(?) or lower(u.email) = lower(?) or u.phone_number = ?)
       and exists (select from user_role ur join role r on r.id = ur.role_id
         where ur.user_id = u.id and ur.is_active and r.is_active and ? = any (r.permissions))
     order by lower(u.username) = lower(?) limit 1`,
    [typed, typed, phone.ok ? phone.e164 : null, role, typed],
  );
  return row ? ctx.em.findOne(AppUser, { id: row.id as AppUser['id'] }) : null; // the column is the branded id
}

async function isRightPassword(ctx: Context, user: AppUser | null, password: string): Promise<boolean> {
  const { hashes, keys } = ctx.deps;
  const stored = user?.passwordHash;
  if (stored == null) return hashes.run(() => verifyAgainstNobody(password, keys.pepper, ctx.deps.bcryptCost));
  return hashes.run(() => verifyPassword(password, stored, keys.pepper));
}

async function recordFailure(
  ctx: Context,
  failure: { user: AppUser | null; key: Buffer; attempts: number },
): Promise<void> {
  const { user, key, attempts } = failure;
  const em = ctx.deps.orm.em.fork();
  await inTransaction({ ...ctx, em }, async (tx) => {
    const target = { type: 'app_user', id: user?.id ?? null };
    recordAudit(tx, { action: 'login.failed', target, after: { attempts } });
    recordSecurityEvent(tx, {
      eventType: 'FAILED_LOGIN',
      severity: 'LOW',
      userId: user?.id ?? null,
      description: 'Wrong password or unknown name',
    });
    if (attempts < LOCK_RULES.attempts) return;
    await lockAccount(tx, key);
    recordAudit(tx, { action: 'account.locked', target });
    recordSecurityEvent(tx, {
      eventType: 'ACCOUNT_LOCKED',
      severity: 'MEDIUM',
      userId: user?.id ?? null,
      description: 'Five failed sign-ins',
    });
  });
}

/**
 * Signs in with username, e-mail or phone. Unknown, wrong, locked and blocked all answer `INVALID_CREDENTIALS`;
 * below the limit they also take the same bcrypt work. Throws `BUSY` when too many wait for theirs.
 */
export async function login(ctx: Context, input: LoginInput): Promise<SignedIn> {
  const user = await findAccount(ctx, input.username);
  const key = throttleKey(ctx, user?.id ?? input.username.toLowerCase());
  const { isAllowed, attempts } = await reserveAttempt(ctx, key);
  if (!isAllowed) throw new DomainError('INVALID_CREDENTIALS');
  const isRight = await isRightPassword(ctx, user, input.password);
  if (!user || !isRight || user.isBlocked) {
    await recordFailure(ctx, { user, key, attempts });
    throw new DomainError('INVALID_CREDENTIALS');
  }
  return inTransaction(ctx, async (tx) => {
    await forgetFailures(tx, key);
    return openSession(tx, user);
  });
}
