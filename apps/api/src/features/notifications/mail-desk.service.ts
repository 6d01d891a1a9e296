import { AppUser } from '@ostiary/db';
import { type MessageTopic, NotificationKind, TOPIC_OF_NOTIFICATION } from '@ostiary/domain/notifications';
import type { UserId } from '@ostiary/domain/shared';
import type { Deps } from '../../context.ts';
import { portalUrl } from '../../security-profile.ts';
import { notifyHourly } from './notifications.service.ts';
import { staffWanting } from './reader.service.ts';

const BATCH = 1_000;

// Whoever read it within the minute needs no mail of it. Told in silence, it counts as read from the first.
const JUDGE = `
  update notification set mail_judged_at = bank_now() where id in (
    select id from notification where mail_judged_at is null and created_at < bank_now() - interval '1 minute'
    order by created_at limit ${BATCH} for update skip locked)
  returning user_id, kind, (read_at is null or read_at = created_at) as is_new`;

interface Judged {
  readonly user_id: UserId;
  readonly kind: string;
  readonly is_new: boolean;
}

/** Critical events of security have an e-mail of their own, and customers theirs. */
function topicOf({ kind, is_new }: Judged): MessageTopic | null {
  const told = NotificationKind.safeParse(kind).data;
  return is_new && told !== undefined && told !== 'SECURITY_ALERT' ? TOPIC_OF_NOTIFICATION[told] : null;
}

/** E-mails of what the bell has said for a minute, to those who want them: one an hour for each person, and no word of the case. */
export async function mailDeskNotices(deps: Deps): Promise<void> {
  const now = deps.clock();
  await deps.orm.em.fork().transactional(async (em) => {
    const rows = await em.execute<Judged[]>(JUDGE);
    const byTopic = Map.groupBy(rows, topicOf);
    const told = new Set<UserId>();
    for (const [topic, judged] of byTopic) {
      if (topic === null) continue;
      const people = [...new Set(judged.map(({ user_id }) => user_id))];
      const readers = await staffWanting(em, people, { topic, channel: 'email' });
      const link = `${portalUrl(deps.env, 'staff')}/my-day`;
      for (const user of await em.find(AppUser, { id: { $in: readers.filter((id) => !told.has(id)) } })) {
        told.add(user.id);
        await notifyHourly({ em, now, deps }, { user, template: 'desk_notice', topic, params: { link } });
      }
    }
  });
}
