import { AppUser, type OneTimeCode } from '@ostiary/db';
import { DomainError, type UserId } from '@ostiary/domain/shared';
import type { Context } from '../../context.ts';
import { brokenConstraint } from '../../failures.ts';
import { inTransaction } from '../../transaction.ts';
import { claimAccount, type NewAccount } from './claim.ts';
import { sendCode } from './codes.ts';
import { tellOwner, writeDecoy } from './decoys.ts';
import { findHolder, holdClaims, lockClaims } from './holds.ts';

async function findOwner(tx: Context, { email, phoneNumber }: NewAccount): Promise<AppUser | null> {
  const [row] = await tx.em.execute<{ id: UserId }[]>(
    `select id from app_user where lower(email) = lower(?) or phone_number = ?
       or id in (select user_id from held_email where email = lower(?))
     order by lower(email) = lower(?) desc limit 1 for no key update`,
    [email, phoneNumber, email, email],
  );
  return row ? tx.em.findOneOrFail(AppUser, { id: row.id }) : null;
}

/** Whose account, or whose decoy, is in the way; the owner of an account hears of it. */
async function findInTheWay(tx: Context, account: NewAccount): Promise<UserId | null> {
  const owner = await findOwner(tx, account);
  if (owner) await tellOwner(tx, owner);
  return (
    owner?.id ??
    (await findHolder(tx, 'email', account.email)) ??
    (await findHolder(tx, 'phoneNumber', account.phoneNumber))
  );
}

async function isUsernameGone(tx: Context, username: string): Promise<boolean> {
  const taken = await tx.em.execute<unknown[]>('select from app_user where lower(username) = lower(?)', [username]);
  return taken.length > 0 || (await findHolder(tx, 'username', username)) !== null;
}

/** A username that is gone is replaced in silence, as when none was chosen; saying so would name an account. */
async function withFreeUsername(tx: Context, account: NewAccount): Promise<NewAccount> {
  const isGone = account.username !== undefined && (await isUsernameGone(tx, account.username));
  return isGone ? { ...account, username: undefined } : account;
}

export interface Claimed {
  /** Null: somebody else's contact, in the strict profile; the code is a decoy. */
  readonly user: AppUser | null;
  readonly code: OneTimeCode;
}

/**
 * As `claimAccount` with its code, and nobody learns which contacts have an account: where one is in the way, the
 * newcomer gets a decoy, which holds what they typed as long as an unconfirmed account would. Throws `BUSY`.
 */
export async function claimQuietly(ctx: Context, account: NewAccount): Promise<Claimed> {
  const claiming = inTransaction({ ...ctx, em: ctx.deps.orm.em.fork() }, async (tx): Promise<Claimed> => {
    await lockClaims(tx, account);
    const inTheWay = await findInTheWay(tx, account);
    if (inTheWay === null) {
      const user = await claimAccount(tx, await withFreeUsername(tx, account));
      return { user, code: await sendCode(tx, { user, purpose: 'confirm_email' }) };
    }
    const { row } = writeDecoy(tx, { userId: inTheWay, email: account.email });
    await holdClaims(tx, row.id, account);
    return { user: null, code: row };
  });
  return claiming.catch((error: unknown) => {
    // Somebody changed a contact to this one in the same moment.
    if (brokenConstraint(error)?.startsWith('app_user_')) throw new DomainError('BUSY', { retryAfterSeconds: 1 });
    throw error;
  });
}
