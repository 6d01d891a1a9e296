import type { SqlEntityManager } from '@ostiary/db';
import type { Door } from '@ostiary/domain/auth';
import { isWanted, type MessageChannel, type MessageTopic } from '@ostiary/domain/notifications';
import type { UserId } from '@ostiary/domain/shared';
import { z } from 'zod';

const Row = z.strictObject({
  is_customer: z.boolean(),
  has_phone: z.boolean(),
  chosen: z.record(z.string(), z.boolean()).nullable(),
});

const READER = `
  select exists (select from customer c where c.id = u.id) as is_customer, u.phone_confirmed_at is not null as has_phone,
    (select json_object_agg(channel, is_on) from message_preference where user_id = u.id and topic = ?) as chosen
  from app_user u where u.id = ?`;

export interface Reader {
  readonly door: Door;
  /** SMS by choice go to a number that proved to be theirs. */
  readonly hasPhone: boolean;
  wants(channel: MessageChannel): boolean;
}

/** What a person wants to hear of one topic, as of this transaction. Somebody not stored yet is a customer to be. */
export async function readerOf(em: SqlEntityManager, id: UserId, topic: MessageTopic): Promise<Reader> {
  const [row] = await em.execute<unknown[]>(READER, [topic, id]);
  const { is_customer, has_phone, chosen } = row ? Row.parse(row) : { is_customer: true, has_phone: false, chosen: {} };
  const door = is_customer ? 'customer' : 'staff';
  return {
    door,
    hasPhone: has_phone,
    wants: (channel) => isWanted(door, { topic, channel }, chosen?.[channel]),
  };
}

/** Of these people, those who want a topic by a channel at the staff door; one query for all of them. */
export async function staffWanting(
  em: SqlEntityManager,
  people: readonly UserId[],
  message: { readonly topic: MessageTopic; readonly channel: MessageChannel },
): Promise<UserId[]> {
  const rows = await em.execute<{ user_id: UserId; is_on: boolean }[]>(
    'select user_id, is_on from message_preference where user_id = any (?::uuid[]) and topic = ? and channel = ?',
    [`{${people.join(',')}}`, message.topic, message.channel],
  );
  const chosen = new Map(rows.map((row) => [row.user_id, row.is_on]));
  return people.filter((id) => isWanted('staff', message, chosen.get(id)));
}
