import type { OutboxMessage } from '@ostiary/db';
import type { UserId } from '@ostiary/domain/shared';
import type { Deps } from '../../context.ts';

type Em = Deps['orm']['em'];

export interface Lane {
  readonly userId: UserId;
  readonly channel: OutboxMessage['channel'];
}

export interface Claimed extends Lane {
  readonly id: string;
  readonly template: string;
  readonly payloadEncrypted: string | null;
  readonly attempts: number;
  readonly ageSeconds: number;
}

const WAITS = 'sent_at is null and given_up_at is null';
const IS_FREE = `(leased_until is null or leased_until <= bank_now()) and (next_try_at is null or next_try_at <= bank_now())`;

/** Longer than every try of a carrier together, so that a message is not sent by two workers at once. */
const LEASE_SECONDS = 90;

// The head of the lane or nothing. Of two workers that find the same head, the second waits for the row and sees its lease.
const CLAIM = `
  update outbox_message set leased_until = bank_now() + interval '${LEASE_SECONDS} seconds', attempts = attempts + 1
  where id = (select id from outbox_message where user_id = ? and channel = ? and ${WAITS} order by seq limit 1)
    and ${WAITS} and ${IS_FREE}
  returning id, user_id as "userId", channel, template, payload_encrypted as "payloadEncrypted", attempts,
    extract(epoch from bank_now() - created_at)::float8 as "ageSeconds"`;

/** The person's next message by a channel, leased to the caller; null while an earlier one is with another worker or waits for its next try. */
export async function claimHead(em: Em, { userId, channel }: Lane): Promise<Claimed | null> {
  const [row] = await em.execute<Claimed[]>(CLAIM, [userId, channel]);
  return row ?? null;
}

/** Whose lane a message waits in; null once it was sent or given up. */
export async function laneOf(em: Em, id: string): Promise<Lane | null> {
  const [row] = await em.execute<Lane[]>(
    `select user_id as "userId", channel from outbox_message where id = ? and ${WAITS}`,
    [id],
  );
  return row ?? null;
}

/** Sent stays sent, also where the lease ran out meanwhile. */
export async function markSent(em: Em, id: string, now: Date): Promise<void> {
  await em.execute(
    `update outbox_message set sent_at = ?, payload_encrypted = null, leased_until = null where id = ? and ${WAITS}`,
    [now, id],
  );
}

/** Gives the lease back, unless another worker has taken it since. */
export async function waitUntil(em: Em, { id, attempts }: Claimed, seconds: number): Promise<void> {
  await em.execute(
    `update outbox_message set next_try_at = bank_now() + make_interval(secs => ?), leased_until = null
     where id = ? and attempts = ? and ${WAITS}`,
    [seconds, id, attempts],
  );
}

export async function markGivenUp(em: Em, id: string, because: 'REFUSED' | 'TOO_OLD'): Promise<boolean> {
  const rows = await em.execute<unknown[]>(
    `update outbox_message set given_up_at = bank_now(), given_up_because = ?, payload_encrypted = null,
       leased_until = null where id = ? and ${WAITS} returning id`,
    [because, id],
  );
  return rows.length > 0;
}

/** Heads of lanes that nobody works on and that could go out: their wake-up was lost, or their next try is due. */
export async function listUndelivered({ orm }: Pick<Deps, 'orm'>): Promise<string[]> {
  const rows = await orm.em.fork().execute<{ id: string }[]>(
    `select id from outbox_message m where ${WAITS} and created_at < bank_now() - interval '30 seconds' and ${IS_FREE}
       and not exists (select from outbox_message e
         where e.user_id = m.user_id and e.channel = m.channel and e.seq < m.seq and e.sent_at is null and e.given_up_at is null)
     order by created_at limit 500`,
  );
  return rows.map((row) => row.id);
}
