import { AppUser } from '@ostiary/db';
import type { UserId } from '@ostiary/domain/shared';
import type { Deps } from '../../context.ts';
import { notifyHourly } from '../notifications/notifications.service.ts';
import { sayWhen } from '../sessions/say-when.service.ts';
import { lockPerson } from './lock-person.service.ts';

const RECENT_MS = 15 * 60_000;
const AT_ONCE = 50;

/** Whom nobody has told within the hour. */
const UNTOLD = `
  select e.user_id as id, max(e.created_at) as at from security_event e join app_user u on u.id = e.user_id
  where e.event_type = 'ACCOUNT_LOCKED' and e.created_at > ? and u.erased_at is null and not u.is_blocked
    and u.password_hash is not null
    and not exists (select from outbox_message m where m.user_id = u.id and m.template = 'account_locked' and m.created_at > ?)
  group by e.user_id limit ${AT_ONCE}`;

/**
 * Tells owners that five wrong attempts locked something of their account, once an hour each. It reads what is stored
 * instead of being called: the refused request must take as long for a name nobody has.
 */
export async function tellOfLocks(deps: Deps): Promise<void> {
  const now = deps.clock();
  const before = (ms: number) => new Date(now.getTime() - ms);
  await deps.orm.em.fork().transactional(async (em) => {
    const locked = await em.execute<{ id: UserId; at: string }[]>(UNTOLD, [before(RECENT_MS), before(4 * RECENT_MS)]);
    for (const { id, at } of locked) {
      await lockPerson({ em }, id);
      const user = await em.findOneOrFail(AppUser, { id });
      const params = { when: sayWhen(new Date(at), user.language) };
      await notifyHourly({ em, now, deps }, { user, template: 'account_locked', params });
    }
  });
}
