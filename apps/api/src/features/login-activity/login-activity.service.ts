import type {
  ActivityPage,
  LoginActivityInput,
  LoginActivityPage,
  LoginOutcome,
  MyActivityInput,
} from '@ostiary/domain/auth';
import { isCustomerNumber } from '@ostiary/domain/identifiers';
import type { UserId } from '@ostiary/domain/shared';
import { allOf, type Condition, literal } from '../../condition.ts';
import type { SignedInContext, StaffContext } from '../../context.ts';
import { momentOf, pageOf, readCursor } from '../../moment-cursor.ts';
import { peopleInScope } from '../access/scope.service.ts';
import { type Veil, veilOf } from '../access/veil.service.ts';
import { recordLook } from '../audit/look.service.ts';
import { deviceLabel } from '../sessions/device-label.service.ts';

interface ActivityRow {
  readonly id: string;
  readonly moment: string;
  readonly outcome: LoginOutcome;
  readonly address: string;
  readonly user_agent: string;
  readonly is_new_device: boolean;
  readonly session_id: string | null;
  readonly reported_at: string | null;
}
const COLUMNS = `a.id, ${momentOf('a.at')} as moment, a.outcome, host(a.ip) as address, a.user_agent, a.is_new_device, a.session_id, a.reported_at`;

const beyond = (cursor: string | undefined): Condition[] =>
  cursor === undefined ? [] : [{ sql: '(a.at, a.id) < (?::timestamptz, ?::uuid)', params: readCursor(cursor) }];

function shown(row: ActivityRow) {
  return {
    id: row.id,
    at: new Date(row.moment).toISOString(),
    outcome: row.outcome,
    device: deviceLabel(row.user_agent),
    address: row.address,
    isNewDevice: row.is_new_device,
    reportedAt: row.reported_at === null ? null : new Date(row.reported_at).toISOString(),
  };
}

/** Without what an address was refused for before anything was tried: a flood would bury the person's own sign-ins. */
const OWN = `a.user_id = ? and a.outcome <> 'THROTTLED'`;

/** The person's own sign-ins, newest first. Throws `INVALID_INPUT` on `cursor` for one that we did not make. */
export async function listMyActivity(ctx: SignedInContext, { cursor, limit }: MyActivityInput): Promise<ActivityPage> {
  const { id, sessionId } = ctx.actor;
  const { sql, params } = allOf([{ sql: OWN, params: [id] }, ...beyond(cursor)]);
  const rows = await ctx.em.execute<ActivityRow[]>(
    `select ${COLUMNS} from login_activity a where ${sql} order by a.at desc, a.id desc limit ?`,
    [...params, limit + 1],
  );
  const { page, nextCursor } = pageOf(rows, limit);
  return { items: page.map((row) => ({ ...shown(row), isCurrent: row.session_id === sessionId })), nextCursor };
}

function whose(text: string): Condition {
  const compact = text.replaceAll(/\s/g, '').toUpperCase();
  if (isCustomerNumber(compact))
    return { sql: 'a.user_id in (select id from customer where customer_number = ?)', params: [compact] };
  const like = `%${literal(text)}%`;
  return {
    sql: 'a.user_id in (select id from app_user where username ilike ? or email ilike ?)',
    params: [like, like],
  };
}

const FAILED = `a.outcome in ('FAILED', 'SECOND_FACTOR_FAILED', 'LOCKED', 'THROTTLED')`;

function conditions({ onlyFailed, ...filter }: LoginActivityInput): Condition[] {
  const found: (Condition | false | undefined)[] = [
    onlyFailed && { sql: FAILED, params: [] },
    filter.door && { sql: 'a.door = ?', params: [filter.door] },
    filter.outcome && { sql: 'a.outcome = ?', params: [filter.outcome] },
    filter.address !== undefined && { sql: 'a.ip = ?::inet', params: [filter.address] },
    // As dates: PostgreSQL's own reader knows no year 0.
    filter.from !== undefined && { sql: 'a.at >= ?', params: [new Date(filter.from)] },
    filter.to !== undefined && { sql: 'a.at < ?', params: [new Date(filter.to)] },
    filter.search ? whose(filter.search) : undefined,
  ];
  return [...found.filter((part) => typeof part === 'object'), ...beyond(filter.cursor)];
}

interface StaffRow extends ActivityRow {
  readonly door: 'customer' | 'staff';
  readonly user_id: UserId | null;
  readonly username: string | null;
  readonly name: string | null;
  readonly customer_number: string | null;
}

function personOf({ user_id: id, username, name, customer_number: customerId }: StaffRow, veil: Veil) {
  if (id === null || username === null) return null;
  const shown = customerId === null ? String : veil.name;
  return { id, username: shown(username), name: shown(name ?? username), customerId };
}

/** Everybody's sign-ins, newest first, which is on record; `from` is included and `to` is not. Throws as `listMyActivity` does. */
export async function listActivity(ctx: StaffContext, input: LoginActivityInput): Promise<LoginActivityPage> {
  const { sql, params } = allOf([...peopleInScope(ctx, 'a.user_id'), ...conditions(input)]);
  const rows = await ctx.em.execute<StaffRow[]>(
    `select ${COLUMNS}, a.door, u.id as user_id, u.username, c.customer_number,
       coalesce(u.display_name, nullif(c.full_name, '')) as name
     from login_activity a left join app_user u on u.id = a.user_id left join customer c on c.id = a.user_id
     where ${sql} order by a.at desc, a.id desc limit ?`,
    [...params, input.limit + 1],
  );
  const { page, nextCursor } = pageOf(rows, input.limit);
  const veil = veilOf(ctx);
  const { cursor: _, limit: __, ...of } = input;
  await recordLook(ctx, { action: 'sign-in.searched', target: { type: 'login_activity', id: null }, of });
  return { items: page.map((row) => ({ ...shown(row), door: row.door, person: personOf(row, veil) })), nextCursor };
}
