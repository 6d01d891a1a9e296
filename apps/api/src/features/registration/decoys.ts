import { type AppUser, Customer, OneTimeCode, OutboxMessage } from '@ostiary/db';
import { CODE_RULES } from '@ostiary/domain/auth';
import { newDataKey } from '@ostiary/domain/crypto';
import { DomainError } from '@ostiary/domain/shared';
import { v7 as uuidv7 } from 'uuid';
import type { Context } from '../../context.ts';
import { portalUrl } from '../../security-profile.ts';
import { notify } from '../notifications/notifications.service.ts';
import { assertMaySend, later } from './codes.ts';

/**
 * In the strict profile a registration with somebody's contact answers like any other (ASVS 5.0, 6.3.8): with a
 * challenge whose code nobody is ever told. It hangs on the account in the way, and its `new_value` holds the first
 * challenge of its kind and the typed e-mail, so that sending again is limited as it is for a real one.
 */
export interface Decoy {
  readonly row: OneTimeCode;
  readonly chain: string;
  readonly email: string;
}

/** A real registration that nobody confirms is gone after so long, and its challenge with it. */
export const UNCONFIRMED_HOURS = 24;

function read(row: OneTimeCode): Decoy {
  const [chain = '', ...email] = (row.newValue ?? '').split(' ');
  return { row, chain, email: email.join(' ') };
}

interface Writing {
  readonly userId: AppUser['id'];
  readonly email: string;
  /** The first challenge of its kind; absent: this one is. */
  readonly chain?: string;
}

export function writeDecoy(tx: Context, { userId, email, chain }: Writing): Decoy {
  const id = uuidv7();
  const row = tx.em.create(OneTimeCode, {
    id,
    userId,
    purpose: 'decoy',
    newValue: `${chain ?? id} ${email}`,
    codeHash: newDataKey(),
    createdAt: tx.now,
    expiresAt: later(tx.now, CODE_RULES.validMinutes),
  });
  tx.em.persist(row);
  return read(row);
}

export async function findDecoy(ctx: Context, challenge: string): Promise<Decoy | null> {
  const row = await ctx.em.findOne(OneTimeCode, { id: challenge, purpose: 'decoy' });
  return row && read(row);
}

/** Sends nothing, within the same limits. Throws `RATE_LIMITED`, or `NOT_FOUND` after a day. */
export async function resendDecoy(tx: Context, { row, chain, email }: Decoy): Promise<Decoy> {
  await tx.em.execute('select id from app_user where id = ? for no key update', [row.userId]);
  const kin = await tx.em.find(OneTimeCode, { userId: row.userId, purpose: 'decoy', newValue: `${chain} ${email}` });
  const first = kin.find(({ id }) => id === chain);
  if (!first || first.createdAt <= later(tx.now, -60 * UNCONFIRMED_HOURS)) throw new DomainError('NOT_FOUND');
  assertMaySend(
    tx.now,
    kin.map(({ createdAt }) => createdAt),
  );
  return writeDecoy(tx, { userId: row.userId, email, chain });
}

/** Tells the owner that somebody tried to register with a contact of theirs, at most once an hour. */
export async function tellOwner(tx: Context, user: AppUser): Promise<void> {
  const template = 'already_registered';
  const recent = await tx.em.count(OutboxMessage, {
    userId: user.id,
    template,
    createdAt: { $gt: later(tx.now, -60) },
  });
  if (recent > 0) return;
  const door = (await tx.em.count(Customer, { id: user.id })) > 0 ? 'customer' : 'staff';
  await notify(tx, { user, template, params: { link: `${portalUrl(tx.deps.env, door)}/sign-in` } });
}
