import { AppUser } from '@ostiary/db';
import type { SecurityEventType } from '@ostiary/domain/security-events';
import type { UserId } from '@ostiary/domain/shared';
import type { Context, Deps } from '../../context.ts';
import { loggable } from '../../failures.ts';
import { portalUrl } from '../../security-profile.ts';
import { tellStaff } from '../desk/tell.service.ts';
import { notify } from '../notifications/notifications.service.ts';
import { sayWhen } from '../sessions/say-when.service.ts';

const EVERY_MS = 2_000;
const AT_ONCE = 50;

type Telling = Pick<Context, 'em' | 'now' | 'deps'>;
interface Untold {
  readonly id: string;
  readonly type: SecurityEventType;
  readonly about: UserId | null;
}

/** Administrators who may look into it and do something about it, never the one whom it is about. */
const WATCHERS = `
  select u.id from app_user u where not u.is_blocked and u.erased_at is null and 2 = (
    select count(distinct permission) from user_role ur join role r on r.id = ur.role_id, unnest(r.permissions) permission
    where ur.user_id = u.id and ur.is_active and r.is_active and permission in ('security.read', 'staff.manage'))
  order by u.id`;

/** One e-mail to each, however many events came together: a flood of mails would hide what they say. */
async function mail(ctx: Telling, person: UserId, events: readonly Untold[]): Promise<void> {
  const own = events.filter(({ about }) => about !== person);
  const [first] = own;
  if (first === undefined) return;
  const user = await ctx.em.findOneOrFail(AppUser, { id: person });
  const kinds = new Set(own.map(({ type }) => type));
  const what = own.length === 1 ? first.type : `${[...kinds].join(', ')} (${own.length})`;
  const page = `${portalUrl(ctx.deps.env, 'staff')}/desk/security-events`;
  const link = own.length === 1 ? `${page}/${first.id}` : page;
  await notify(ctx, {
    user,
    template: 'security_alert',
    params: { what, when: sayWhen(ctx.now, user.language), link },
  });
}

/**
 * Tells administrators of every CRITICAL event that is committed and nobody was told of, by bell and e-mail. It reads what
 * is stored instead of being called: an event also counts where the request that met it was refused and rolled back.
 * @returns how many events were told of
 */
export async function tellOfCritical(deps: Deps): Promise<number> {
  return deps.orm.em.fork().transactional(async (em) => {
    const ctx = { em, now: deps.clock(), deps };
    const events = await em.execute<Untold[]>(
      `select id, event_type as type, user_id as about from security_event
       where told_at is null and severity = 'CRITICAL' order by created_at limit ? for update skip locked`,
      [AT_ONCE],
    );
    if (events.length === 0) return 0;
    const people = (await em.execute<{ id: UserId }[]>(WATCHERS)).map(({ id }) => id);
    for (const { id, type, about } of events)
      await tellStaff(ctx, {
        users: people.filter((person) => person !== about),
        kind: 'SECURITY_ALERT',
        applicationId: null,
        facts: { event: id, type },
        event: `security:${id}`,
      });
    for (const person of people) await mail(ctx, person, events);
    const ids = `{${events.map(({ id }) => id).join(',')}}`;
    await em.execute('update security_event set told_at = ? where id = any (?::uuid[])', [ctx.now, ids]);
    return events.length;
  });
}

/** Looks every two seconds: an index that is empty but for what is to be told. */
export function startTelling(deps: Deps): void {
  let isTelling = false;
  const tell = async () => {
    if (isTelling) return;
    isTelling = true;
    await tellOfCritical(deps)
      .catch((error: unknown) => deps.log.warn({ err: loggable(error) }, 'critical security events could not be told'))
      .finally(() => (isTelling = false));
  };
  setInterval(() => void tell(), EVERY_MS).unref();
}
