import { type AppUser, OneTimeCode } from '@ostiary/db';
import { CODE_RULES } from '@ostiary/domain/auth';
import { newDataKey } from '@ostiary/domain/crypto';
import { DomainError } from '@ostiary/domain/shared';
import { v7 as uuidv7 } from 'uuid';
import type { Context } from '../../context.ts';
import { portalUrl } from '../../security-profile.ts';
import { lockPerson } from '../auth/lock-person.service.ts';
import { notifyHourly } from '../notifications/notifications.service.ts';
import { homeDoor } from '../passwords/start-reset.service.ts';
import { assertMaySend, later } from './codes.ts';
import { UNCONFIRMED_HOURS } from './holds.ts';

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
  await lockPerson(tx, row.userId);
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
  const door = await homeDoor(tx, user.id);
  await notifyHourly(tx, {
    user,
    template: 'already_registered',
    params: { link: `${portalUrl(tx.deps.env, door)}/sign-in` },
  });
}
