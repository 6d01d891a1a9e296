import { AppUser, OneTimeCode } from '@ostiary/db';
import type { AuditAction } from '@ostiary/domain/audit';
import { hashPassword } from '@ostiary/domain/crypto';
import { DomainError, fieldConflict } from '@ostiary/domain/shared';
import type { Context, Deps } from '../../context.ts';
import { brokenConstraint } from '../../failures.ts';
import { isStrict } from '../../security-profile.ts';
import { inTransaction } from '../../transaction.ts';
import { asSystem, recordAudit } from '../audit/audit.service.ts';
import { claimQuietly } from './claim-quietly.ts';
import { assertAccount, claimAccount, type NewAccount } from './claim.ts';
import { resendAt, sendCode } from './codes.ts';
import { maskEmail } from './confirm-contact.service.ts';
import { UNCONFIRMED_HOURS } from './holds.ts';

/** Longer than any hash waits for its turn. */
const UNFINISHED_MINUTES = 2;

/** What the newcomer is told: the same words for a real account and, in the strict profile, for a decoy. */
export function challengeOf(email: string, code: { id: string; createdAt: Date; expiresAt: Date }) {
  return {
    challenge: code.id,
    sentTo: maskEmail(email),
    expiresAt: code.expiresAt.toISOString(),
    resendAt: resendAt(code).toISOString(),
  };
}

interface Opened {
  /** Null: somebody else's contact, in the strict profile. */
  readonly user: AppUser | null;
  readonly challenge: ReturnType<typeof challengeOf>;
}

const CONTACTS: Record<string, { field: string; where: (account: NewAccount) => [string, string] }> = {
  app_user_email_key: { field: 'email', where: ({ email }) => ['lower(email) = lower(?)', email] },
  app_user_phone_key: { field: 'phoneNumber', where: ({ phoneNumber }) => ['phone_number = ?', phoneNumber] },
};

/** An unconfirmed holder gets a fresh code, within the limits, and the newcomer is told that a registration has begun. */
async function answerConflict(ctx: Context, account: NewAccount, error: unknown): Promise<never> {
  const contact = CONTACTS[brokenConstraint(error) ?? ''];
  if (!contact) throw error;
  const [condition, value] = contact.where(account);
  const unconfirmed = `select id from app_user where email_confirmed_at is null and ${condition}`;
  const fresh = { ...ctx, em: ctx.deps.orm.em.fork() };
  const isPending = await inTransaction(fresh, async (tx) => {
    const [row] = await tx.em.execute<{ id: AppUser['id'] }[]>(`${unconfirmed} for no key update skip locked`, [value]);
    if (!row) return (await tx.em.execute<unknown[]>(unconfirmed, [value])).length > 0;
    const user = await tx.em.findOneOrFail(AppUser, { id: row.id });
    await sendCode(tx, { user, purpose: 'confirm_email' }).catch((limit: unknown) => {
      if (!(limit instanceof DomainError && limit.code === 'RATE_LIMITED')) throw limit;
    });
    return true;
  });
  if (isPending) throw fieldConflict(contact.field, 'REGISTRATION_IN_PROGRESS');
  throw error;
}

const A_DAY_AGO = `bank_now() - interval '${UNCONFIRMED_HOURS} hours'`;

/** So many at once: after a flood of registrations a sweep of all would take longer than a statement may. */
const BATCH = 500;

/**
 * A phone is kept for a day without proof; any later one of an account came by a code, and is confirmed. Of sweeps that
 * come together one does the work, and none waits.
 */
const SWEEP = `
  with abandoned as (
    delete from app_user where id = any (array(
      select id from app_user where email_confirmed_at is null
        and created_at < case when password_hash is null
          then bank_now() - interval '${UNFINISHED_MINUTES} minutes' else ${A_DAY_AGO} end
        and exists (select from customer where customer.id = app_user.id)
      order by created_at limit ${BATCH} for update skip locked)) returning id
  ), phones as (
    update app_user set phone_number = null where id = any (array(
      select id from app_user where phone_number is not null and phone_confirmed_at is null
        and created_at < ${A_DAY_AGO} and email_confirmed_at is not null
        and exists (select from customer where customer.id = app_user.id)
      order by created_at limit ${BATCH} for update skip locked)) returning id
  ), holds as (
    delete from registration_hold where created_at < ${A_DAY_AGO}
  )
  select id, 'account.abandoned' as action from abandoned union all select id, 'phone.abandoned' from phones`;

/**
 * Removes what a registration left behind: never confirmed within a day, so nobody can sit on a stranger's e-mail or
 * phone; or cut off by a crash before its hash was stored, because nobody could ever sign in to it. The oldest first,
 * five hundred of a kind at once.
 */
export async function removeAbandoned(deps: Pick<Deps, 'orm' | 'clock'>): Promise<number> {
  return deps.orm.em.fork().transactional(async (em) => {
    const removed = await em.execute<{ id: string; action: AuditAction }[]>(SWEEP);
    const system = asSystem(em, deps.clock());
    for (const { id, action } of removed) recordAudit(system, { action, target: { type: 'app_user', id } });
    return removed.length;
  });
}

const claim = (ctx: Context, account: NewAccount) =>
  inTransaction({ ...ctx, em: ctx.em.fork() }, async (tx) => {
    const user = await claimAccount(tx, account);
    return { user, code: await sendCode(tx, { user, purpose: 'confirm_email' }) };
  });

const hash = ({ deps: { hashes, keys, bcryptCost } }: Context, password: string) =>
  hashes.run(() => hashPassword(password, keys.pepper, bcryptCost));

async function storeHash(ctx: Context, { id }: AppUser, password: string): Promise<void> {
  const target = { type: 'app_user', id };
  const inOwn = (work: (tx: Context) => Promise<void>) => inTransaction({ ...ctx, em: ctx.deps.orm.em.fork() }, work);
  try {
    const passwordHash = await hash(ctx, password);
    await inOwn(async (tx) => {
      if ((await tx.em.nativeUpdate(AppUser, { id }, { passwordHash })) === 0) throw new DomainError('BUSY');
      recordAudit(tx, { action: 'password.set', target, actorId: id });
    });
  } catch (error) {
    await inOwn(async (tx) => {
      if ((await tx.em.nativeDelete(AppUser, { id })) > 0)
        recordAudit(tx, { action: 'account.abandoned', target, actorId: id });
    });
    throw error;
  }
}

/** A decoy takes as long, and gives back what it held where a real account would be given back. */
async function hashForDecoy(ctx: Context, { id }: OneTimeCode, password: string): Promise<void> {
  try {
    await hash(ctx, password);
  } catch (error) {
    await ctx.deps.orm.em.fork().nativeDelete(OneTimeCode, { id });
    throw error;
  }
}

/** What is in the way may have been left behind: swept away once a minute, and now. */
async function claimOpenly(ctx: Context, account: NewAccount & { phoneNumber: string }) {
  try {
    return await claim(ctx, account);
  } catch (error) {
    const isFree = brokenConstraint(error)?.startsWith('app_user_') && (await removeAbandoned(ctx.deps)) > 0;
    return isFree ? claim(ctx, account) : answerConflict(ctx, account, error);
  }
}

/** The sweep comes first whoever is in the way: its time must not tell. */
async function claimUnseen(ctx: Context, account: NewAccount) {
  await removeAbandoned(ctx.deps);
  return claimQuietly(ctx, account);
}

const MOST_DRAWS = 5;

/** A customer number, or a username nobody chose: drawn at random, so that one may be somebody's. */
const isDrawn = (constraint: string | undefined, { username }: NewAccount): boolean =>
  constraint === 'customer_customer_number_key' || (constraint === 'app_user_username_key' && username === undefined);

/** Nobody typed what was drawn, so nobody could mend it: it is drawn again. */
async function drawUntilFree<T>(account: NewAccount, claimWith: () => Promise<T>): Promise<T> {
  for (let draw = 1; ; draw++) {
    try {
      return await claimWith();
    } catch (error) {
      if (draw === MOST_DRAWS || !isDrawn(brokenConstraint(error), account)) throw error;
    }
  }
}

/** Claim, then hash, then store the hash; a failure in between gives the claimed values back. */
export async function openAccount(ctx: Context, given: NewAccount): Promise<Opened> {
  const account = { ...given, phoneNumber: assertAccount(ctx.deps.env, given) };
  const claimWay = isStrict(ctx.deps.env) ? claimUnseen : claimOpenly;
  const { user, code } = await drawUntilFree(account, () => claimWay(ctx, account));
  if (user) await storeHash(ctx, user, account.password);
  else await hashForDecoy(ctx, code, account.password);
  return { user, challenge: challengeOf(account.email, code) };
}
