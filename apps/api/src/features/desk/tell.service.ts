import { type NotificationKind, TOPIC_OF_NOTIFICATION } from '@ostiary/domain/notifications';
import type { ApplicationId, UserId } from '@ostiary/domain/shared';
import { v7 as uuidv7 } from 'uuid';
import { listOf } from '../../condition.ts';
import type { Context } from '../../context.ts';

interface Telling {
  readonly users: readonly UserId[];
  readonly kind: NotificationKind;
  readonly applicationId: ApplicationId | null;
  /** Names of staff, a customer number, counts: nothing else about an applicant. */
  readonly facts: Readonly<Record<string, string>>;
  /** Names what happened, e.g. `note:<id>`: one person hears of one event once. */
  readonly event: string;
}

/** When it counts as read: at once for whoever wants no bell for such things, and finds them in the list all the same. */
export const QUIETLY = `(select t.at from message_preference p where p.user_id = t.user_id and p.topic = t.topic
    and p.channel = 'in_app' and not p.is_on)`;

const TELL = `
  insert into notification (id, user_id, kind, application_id, facts, event, created_at, read_at)
  select t.id, t.user_id, t.kind, t.application_id, t.facts, t.event, t.at, ${QUIETLY}
  from (select person.id, person.user_id, ?::text as kind, ?::uuid as application_id, ?::jsonb as facts, ?::text as event,
    ?::timestamptz as at, ?::text as topic from unnest(?::uuid[], ?::uuid[]) as person (id, user_id)) t
  on conflict (user_id, event) do nothing`;

/** Tells members of staff in the caller's transaction, so that they hear if and only if it happened. */
export async function tellStaff(
  { em, now }: Pick<Context, 'em' | 'now'>,
  { users, kind, applicationId, facts, event }: Telling,
): Promise<void> {
  // In one order everywhere: two transactions that tell the same people of the same event wait, and never for each other.
  const people = [...new Set(users)].toSorted((left, right) => left.localeCompare(right, 'en'));
  if (people.length === 0) return;
  await em.execute(TELL, [
    kind,
    applicationId,
    JSON.stringify(facts),
    event,
    now,
    TOPIC_OF_NOTIFICATION[kind],
    listOf(people.map(() => uuidv7())),
    listOf(people),
  ]);
}
