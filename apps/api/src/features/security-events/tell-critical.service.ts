import { AppUser } from '@ostiary/db';
import { EVENT_TEXT, type SecurityEventType } from '@ostiary/domain/security-events';
import type { Language, UserId } from '@ostiary/domain/shared';
import type { Context, Deps } from '../../context.ts';
import { loggable } from '../../failures.ts';
import { portalUrl } from '../../security-profile.ts';
import { mayHearOf } from '../access/scope.service.ts';
import { rolesWith } from '../desk/people.service.ts';
import { tellStaff } from '../desk/tell.service.ts';
import { notify } from '../notifications/notifications.service.ts';
import { sayWhen } from '../sessions/say-when.service.ts';

const EVERY_MS = 2_000;
const AT_ONCE = 50;

type Telling = Pick<Context, 'em' | 'now' | 'deps'>;
interface Untold {
  readonly id: string;
  readonly type: SecurityEventType;
  /** Watchers who may hear of it. */
  readonly seenBy: readonly string[];
}

interface Watcher {
  readonly id: UserId;
  /** May look into it and do something about it: an administrator. */
  readonly acts: boolean;
  readonly verifies: boolean;
}

/** Who may read of it, by what is left of their roles while parts of the desk are switched off. */
const WATCHERS = `
  select u.id, bool_or(p = 'security.read') and bool_or(p = 'staff.manage') as acts, bool_or(p = 'audit.verify') as verifies
  from user_role ur join app_user u on u.id = ur.user_id join role r on r.id = ur.role_id, unnest(r.effective) p
  where ur.is_active and ur.role_id = any (?::uuid[]) and not u.is_blocked and u.erased_at is null
  group by u.id having bool_or(p = 'audit.read') or (bool_or(p = 'security.read') and bool_or(p = 'staff.manage'))
  order by u.id`;

/** Whom an event is for, of those who may hear of it: auditors where it is about the record, or nobody else is left. */
function audience(watchers: readonly Watcher[], { type, seenBy }: Untold): UserId[] {
  const others = watchers.filter(({ id }) => seenBy.includes(id));
  const meant = others.filter(({ acts, verifies }) => acts || (verifies && type.startsWith('AUDIT_')));
  return (meant.length > 0 ? meant : others).map(({ id }) => id);
}

/** One e-mail to each, however many events came together: a flood of mails would hide what they say. */
async function mail(ctx: Telling, person: UserId, events: readonly Untold[]): Promise<void> {
  const [first] = events;
  if (first === undefined) return;
  const user = await ctx.em.findOneOrFail(AppUser, { id: person });
  const language: Language = user.language;
  const kinds = new Set(events.map(({ type }) => EVENT_TEXT[type][language]));
  const what = `${[...kinds].join(', ')}${events.length === 1 ? '' : ` (${events.length})`}`;
  const page = `${portalUrl(ctx.deps.env, 'staff')}/desk/security-events`;
  const link = events.length === 1 ? `${page}/${first.id}` : page;
  await notify(ctx, {
    user,
    template: 'security_alert',
    params: { what, when: sayWhen(ctx.now, user.language), link },
  });
}

const IS_UNTOLD = `told_at is null and (severity = 'CRITICAL' or starts_with(event_type, 'AUDIT_'))`;
/** By an index that is nearly always empty. */
const ANY_UNTOLD = `select from security_event where ${IS_UNTOLD} limit 1`;

/** What is to be told and can be: an event about the only watcher there is, or about a customer whom they do not see, waits for another one. */
const UNTOLD = `
  select e.id, e.event_type as type, w.ids as "seenBy" from security_event e
  cross join lateral (select array(select u.id::text from app_user u where u.id = any (?::uuid[])
    and u.id is distinct from e.user_id and ${mayHearOf('e.user_id')}) as ids) w
  where ${IS_UNTOLD} and w.ids <> '{}'
  order by e.created_at limit ? for update of e skip locked`;

/**
 * Tells of every event that is committed, CRITICAL or about the audit record itself, and that nobody was told of, by bell
 * and e-mail. It reads what is stored instead of being called: an event also counts where the request that met it was
 * refused and rolled back. @returns how many events were told of
 */
export async function tellOfCritical(deps: Deps): Promise<number> {
  return deps.orm.em.fork().transactional(async (em) => {
    if ((await em.execute<unknown[]>(ANY_UNTOLD)).length === 0) return 0;
    const ctx = { em, now: deps.clock(), deps };
    const watchers = await em.execute<Watcher[]>(WATCHERS, [
      await rolesWith({ em }, ['audit.read', 'security.read', 'staff.manage', 'audit.verify']),
    ]);
    const events = await em.execute<Untold[]>(UNTOLD, [`{${watchers.map(({ id }) => id).join(',')}}`, AT_ONCE]);
    if (events.length === 0) return 0;
    const told = events.map((event) => ({ event, users: audience(watchers, event) }));
    for (const { event, users } of told)
      await tellStaff(ctx, {
        users,
        kind: 'SECURITY_ALERT',
        applicationId: null,
        facts: { event: event.id, type: event.type },
        event: `security:${event.id}`,
      });
    for (const { id } of watchers)
      await mail(
        ctx,
        id,
        told.flatMap(({ event, users }) => (users.includes(id) ? [event] : [])),
      );
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
