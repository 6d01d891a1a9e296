import { Customer } from '@ostiary/db';
import type { CustomerHistory, CustomerHistoryInput, CustomerHistoryLine } from '@ostiary/domain/access';
import { DomainError } from '@ostiary/domain/shared';
import type { StaffContext } from '../../context.ts';
import { momentOf, pageOf, readCursor } from '../../moment-cursor.ts';
import { recordAudit } from '../audit/audit.service.ts';

type LineRow = Omit<CustomerHistoryLine, 'at'> & { readonly moment: string };

const NOBODY = 'null::uuid as by_id, null::text as why';
const PLAIN = `null::text as event, null::uuid as application_id, ${NOBODY}`;

/** Everything with a moment of its own; one `?` each for the customer. Lines without a row have the customer's id. */
const LINES = [
  `select c.id, c.created_at as at, 'ACCOUNT_OPENED' as kind, ${PLAIN} from customer c where c.id = ?`,
  `select c.id, c.erased_at, 'ACCOUNT_ERASED', ${PLAIN} from customer c where c.id = ? and c.erased_at is not null`,
  ...(['email_confirmed', 'phone_confirmed', 'password_changed'] as const).map(
    (what) => `select u.id, u.${what}_at, '${what.toUpperCase()}', ${PLAIN} from app_user u
      where u.id = ? and u.${what}_at is not null`,
  ),
  `select x.id, x.done_at, x.kind, null, null, x.done_by, x.why from access_change x
    where x.user_id = ? and x.kind in ('BLOCKED', 'UNBLOCKED', 'SESSIONS_ENDED', 'SECOND_FACTOR_REMOVED')`,
  `select l.id, l.at, 'SIGNED_IN', ${PLAIN} from login_activity l where l.user_id = ? and l.outcome = 'SUCCEEDED'`,
  `select h.id, h.placed_at, 'HOLD_PLACED', null, null, h.placed_by, h.reason from legal_hold h where h.customer_id = ?`,
  `select h.id, h.lifted_at, 'HOLD_LIFTED', null, null, h.lifted_by, h.lifted_reason from legal_hold h
    where h.customer_id = ? and h.lifted_at is not null`,
  `select p.id, p.revealed_at, 'DATA_REVEALED', p.field, null, p.revealed_by, null from pii_reveal p
    where p.customer_id = ?`,
  `select e.id, e.at, 'APPLICATION', e.kind, case when a.submitted_at is not null then e.application_id end, case when e.actor_id <> a.customer_id then e.actor_id end, null
    from application_event e join kyc_application a on a.id = e.application_id where a.customer_id = ?`,
].join(' union all ');

/** Several lines may tell of one row, at one moment: a page needs a name for each (a UUID in form). */
const LINE_ID = `overlay(overlay(md5(l.kind || l.id) placing '4' from 13 for 1) placing '8' from 17 for 1)::uuid`;

/** Nothing of what was handed in elsewhere, for somebody who sees one branch alone. */
const SEEN = `(h.application_id is null or ?::uuid is null
  or exists (select from kyc_application a where a.id = h.application_id and a.branch_id = ?::uuid))`;

/** What happened to a customer's account and applications, newest first. The look is on record. Throws `NOT_FOUND`, `SELF_REVIEW_FORBIDDEN`. */
export async function listHistory(ctx: StaffContext, input: CustomerHistoryInput): Promise<CustomerHistory> {
  const { id, limit } = input;
  const { onlyBranch } = ctx.actor;
  if (id === ctx.actor.id) throw new DomainError('SELF_REVIEW_FORBIDDEN');
  if ((await ctx.em.count(Customer, { id })) === 0) throw new DomainError('NOT_FOUND');
  const after = input.cursor === undefined ? null : readCursor(input.cursor);
  const rows = await ctx.em.execute<LineRow[]>(
    `select h.key as id, ${momentOf('h.at')} as moment, h.kind, h.event, h.application_id as "applicationId",
       coalesce(u.display_name, u.username) as by, h.why
     from (select l.*, ${LINE_ID} as key from (${LINES}) l) h left join app_user u on u.id = h.by_id
     where ${after ? '(h.at, h.key) < (?::timestamptz, ?::uuid)' : 'true'} and ${SEEN} order by h.at desc, h.key desc limit ?`,
    [
      ...Array.from({ length: LINES.split('?').length - 1 }, () => id),
      ...(after ?? []),
      onlyBranch,
      onlyBranch,
      limit + 1,
    ],
  );
  const { page, nextCursor } = pageOf(rows, limit);
  const em = ctx.deps.orm.em.fork();
  recordAudit({ ...ctx, em }, { action: 'customer.history-viewed', target: { type: 'customer', id } });
  await em.flush();
  return {
    items: page.map(({ moment, ...line }) => ({ ...line, at: new Date(moment).toISOString() })),
    nextCursor,
  };
}
