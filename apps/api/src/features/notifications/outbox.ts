import type { OutboxMessage } from '@ostiary/db';
import type { UserId } from '@ostiary/domain/shared';
import type { Deps } from '../../context.ts';

type Em = Deps['orm']['em'];

export interface Lane {
  /** Of the person whom messages belong to, unless one has its own. */
  readonly lane: string;
  readonly channel: OutboxMessage['channel'];
}

export interface Claimed extends Lane {
  readonly id: string;
  readonly userId: UserId;
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
  where id = (select id from outbox_message where coalesce(lane, user_id) = ? and channel = ? and ${WAITS} order by seq limit 1)
    and ${WAITS} and ${IS_FREE}
  returning id, user_id as "userId", coalesce(lane, user_id) as lane, channel, template, payload_encrypted as "payloadEncrypted", attempts,
    extract(epoch from bank_now() - created_at)::float8 as "ageSeconds"`;

/** The person's next message by a channel, leased to the caller; null while an earlier one is with another worker or waits for its next try. */
export async function claimHead(em: Em, { lane, channel }: Lane): Promise<Claimed | null> {
  const [row] = await em.execute<Claimed[]>(CLAIM, [lane, channel]);
  return row ?? null;
}

/** Whose lane a message waits in; null once it was sent or given up. */
export async function laneOf(em: Em, id: string): Promise<Lane | null> {
  const [row] = await em.execute<Lane[]>(
    `select coalesce(lane, user_id) as lane, channel from outbox_message where id = ? and ${WAITS}`,
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
  // In the order of the lanes' index: asked of each message, the planner may compare every one with every other.
  const rows = await orm.em.fork().execute<{ id: string }[]>(
    `select id from (
       select distinct on (coalesce(lane, user_id), channel) id, created_at, leased_until, next_try_at
       from outbox_message where ${WAITS} order by coalesce(lane, user_id), channel, seq) head
     where created_at < bank_now() - interval '30 seconds' and ${IS_FREE}
     order by created_at limit 500`,
  );
  return rows.map((row) => row.id);
}
