import { KycApplication } from '@ostiary/db';
import type { Person, PresenceView } from '@ostiary/domain/review';
import { type ApplicationId, DomainError } from '@ostiary/domain/shared';
import type { Deps, StaffContext } from '../../context.ts';
import { assertMayRead } from '../access/case-reading.service.ts';

const SEEN_SECONDS = 30;

/** Says that this person has the case open, and who else was seen there in the last half minute. Throws as `assertMayRead`. */
export async function seePresence(ctx: StaffContext, id: ApplicationId): Promise<PresenceView> {
  const application = await ctx.em.findOne(KycApplication, { id });
  if (!application) throw new DomainError('NOT_FOUND');
  assertMayRead(ctx, application);
  await ctx.em.execute(
    `insert into case_presence (application_id, user_id, seen_at) values (?, ?, ?)
     on conflict (application_id, user_id) do update set seen_at = excluded.seen_at`,
    [id, ctx.actor.id, ctx.now],
  );
  const others = await ctx.em.execute<Person[]>(
    `select u.id, coalesce(u.display_name, u.username) as name from case_presence p join app_user u on u.id = p.user_id
     where p.application_id = ? and p.user_id <> ? and p.seen_at > ?::timestamptz - interval '${SEEN_SECONDS} seconds'
     order by 2, 1`,
    [id, ctx.actor.id, ctx.now],
  );
  return { others };
}

/** The person closed the case. Leaving twice is no error. */
export async function leaveCase(ctx: StaffContext, id: ApplicationId): Promise<{ ok: true }> {
  await ctx.em.execute('delete from case_presence where application_id = ? and user_id = ?', [id, ctx.actor.id]);
  return { ok: true };
}

/** Those who went without a word. */
export async function prunePresence({ orm }: Pick<Deps, 'orm'>): Promise<void> {
  await orm.em
    .fork()
    .execute(`delete from case_presence where seen_at < bank_now() - interval '${SEEN_SECONDS} seconds'`);
}
