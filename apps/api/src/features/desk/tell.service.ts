import type { NotificationKind } from '@ostiary/domain/notifications';
import type { ApplicationId, UserId } from '@ostiary/domain/shared';
import { v7 as uuidv7 } from 'uuid';
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

const TELL = `
  insert into notification (id, user_id, kind, application_id, facts, event, created_at)
  values (?, ?, ?, ?::uuid, ?::jsonb, ?, ?) on conflict (user_id, event) do nothing`;

/** Tells members of staff in the caller's transaction, so that they hear if and only if it happened. */
export async function tellStaff(
  { em, now }: Pick<Context, 'em' | 'now'>,
  { users, kind, applicationId, facts, event }: Telling,
): Promise<void> {
  // In one order everywhere: two transactions that tell the same people of the same event wait, and never for each other.
  const people = [...new Set(users)].toSorted((left, right) => left.localeCompare(right, 'en'));
  for (const userId of people)
    await em.execute(TELL, [uuidv7(), userId, kind, applicationId, JSON.stringify(facts), event, now]);
}
