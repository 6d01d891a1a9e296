import type { AppUser } from '@ostiary/db';
import { SIGNAL_RULES } from '@ostiary/domain/auth';
import type { Context } from '../../context.ts';
import { recordSecurityEvent } from '../audit/audit.service.ts';
import { networkOf } from '../auth/throttle-keys.service.ts';
import { identifierHash } from './record-activity.service.ts';

const MINUTE = 60_000;
/** New browsers are everyday; after so many failures of the window, one that gets in is worth a look. */
const FAILURES_BEFORE_NEW_DEVICE = 3;
const FAILED = `outcome in ('FAILED', 'SECOND_FACTOR_FAILED', 'LOCKED', 'THROTTLED')`;

/** The newest rows are enough: a flood must not make each of its own attempts dearer. */
const NEWEST = 'order by at desc limit 500';

const ACCOUNTS_OF_ADDRESS = `select count(distinct identifier_hash)::int as n from (
  select identifier_hash from login_activity where ip <<= ?::inet and at > ? and ${FAILED} ${NEWEST}) recent`;

/** IPv6 by /64, as the throttle counts. */
const ADDRESSES_OF_ACCOUNT = `select count(distinct network(set_masklen(ip, case family(ip) when 4 then 32 else 64 end)))::int as n
  from (select ip from login_activity where (identifier_hash = ? or user_id = ?::uuid) and at > ? and ${FAILED} ${NEWEST}) recent`;

const since = (tx: Context, minutes: number) => new Date(tx.now.getTime() - minutes * MINUTE);

interface Signal {
  readonly userId: AppUser['id'] | null;
  readonly signal: string;
  /** What the signal is about; one is raised per subject and hour. */
  readonly subject: string;
  readonly description: string;
}

async function raiseOnce(tx: Context, { userId, signal, subject, description }: Signal): Promise<void> {
  // Failures of one subject that arrive together would each find no event yet.
  await tx.em.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [`${signal}|${subject}`]);
  const quiet = await tx.em.execute<unknown[]>(
    `select from security_event where event_type = 'SUSPICIOUS_ACTIVITY' and created_at > ?
       and metadata ->> 'signal' = ? and metadata ->> 'subject' = ? limit 1`,
    [since(tx, SIGNAL_RULES.quietMinutes), signal, subject],
  );
  if (quiet.length > 0) return;
  const metadata = { signal, subject };
  recordSecurityEvent(tx, { eventType: 'SUSPICIOUS_ACTIVITY', severity: 'HIGH', userId, description, metadata });
  await tx.em.flush();
}

/** After a failure: many accounts from one address, or one account from many. Asks the same of names nobody has. */
export async function raiseFailureSignals(
  tx: Context,
  { user, identifier }: { user: Pick<AppUser, 'id'> | null; identifier: string },
): Promise<void> {
  await tx.em.flush();
  const from = since(tx, SIGNAL_RULES.windowMinutes);
  const network = networkOf(tx.request.address);
  const hash = identifierHash(tx, identifier);
  const [accounts] = await tx.em.execute<{ n: number }[]>(ACCOUNTS_OF_ADDRESS, [network, from]);
  const [addresses] = await tx.em.execute<{ n: number }[]>(ADDRESSES_OF_ACCOUNT, [hash, user?.id ?? null, from]);
  if ((accounts?.n ?? 0) >= SIGNAL_RULES.accountsOfOneAddress) {
    const description = 'Sign-ins to many accounts failed from one address';
    await raiseOnce(tx, { userId: null, signal: 'MANY_ACCOUNTS', subject: network, description });
  }
  if ((addresses?.n ?? 0) >= SIGNAL_RULES.addressesOfOneAccount) {
    const description = 'Sign-ins to one account failed from many addresses';
    const subject = user?.id ?? hash.toString('hex');
    await raiseOnce(tx, { userId: user?.id ?? null, signal: 'MANY_ADDRESSES', subject, description });
  }
}

/** A browser nobody had seen got in after several failures: perhaps the owner, perhaps a guess that was right. */
export async function raiseNewDeviceSignal(tx: Context, user: Pick<AppUser, 'id'>): Promise<void> {
  const [row] = await tx.em.execute<{ n: number }[]>(
    `select count(*)::int as n from login_activity where user_id = ? and at > ? and ${FAILED}`,
    [user.id, since(tx, SIGNAL_RULES.windowMinutes)],
  );
  const failures = row?.n ?? 0;
  if (failures < FAILURES_BEFORE_NEW_DEVICE) return;
  recordSecurityEvent(tx, {
    eventType: 'SUSPICIOUS_ACTIVITY',
    severity: 'MEDIUM',
    userId: user.id,
    description: 'A new device signed in after several failures',
    metadata: { signal: 'NEW_DEVICE_AFTER_FAILURES', subject: user.id, failures },
  });
}
