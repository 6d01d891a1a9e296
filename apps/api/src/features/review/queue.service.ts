import { AppUser, Customer, KycApplication } from '@ostiary/db';
import {
  type QueueCounts,
  type QueueFilter,
  type QueuePage,
  ReasonCode,
  REASONS,
  type ReasonList,
  toldReason,
} from '@ostiary/domain/review';
import { type ApplicationId, invalidField } from '@ostiary/domain/shared';
import { z } from 'zod';
import type { StaffContext } from '../../context.ts';
import { type Condition, searchOf } from './customer-search.service.ts';
import { lapseLeases } from './lapse.service.ts';
import { queueItem } from './queue-item.ts';

const COUNT_LIMIT = 1_000;

const TABS: Record<QueueFilter['tab'], string> = {
  waiting: `a.status = 'SUBMITTED'`,
  mine: `a.status = 'IN_REVIEW' and a.claimed_by = :actor`,
  in_review: `a.status in ('IN_REVIEW', 'PENDING_SECOND_APPROVAL')`,
  action_required: `a.status = 'ACTION_REQUIRED'`,
  decided: `a.status in ('APPROVED', 'REJECTED', 'EXPIRED', 'WITHDRAWN') and a.submitted_at is not null`,
  all: `a.submitted_at is not null`,
};

/** PostgreSQL's own text of a moment; whatever else a forged cursor holds never reaches a cast. */
const Moment = z
  .string()
  .regex(/^[12]\d{3}-\d{2}-\d{2} ([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,6})?[+-](0\d|1[0-4])(:[0-5]\d)?$/)
  .refine((text) => z.iso.date().safeParse(text.slice(0, 10)).success);

/** The key of a page's last row: due date (microseconds matter, so as text) and id. */
const Cursor = z.tuple([Moment, z.uuid()]);

function readCursor(text: string): [string, string] {
  try {
    return Cursor.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
  } catch {
    throw invalidField('cursor', 'INVALID');
  }
}

function conditions(ctx: StaffContext, filter: QueueFilter): Condition[] {
  const tab = TABS[filter.tab];
  const isMine = tab.includes(':actor');
  return [
    { sql: tab.replace(':actor', '?'), params: isMine ? [ctx.actor.id] : [] },
    ...(filter.search ? [searchOf(filter.search)] : []),
    ...(filter.late === true
      ? [
          {
            sql: `a.due_at < bank_now() and a.status in ('SUBMITTED', 'IN_REVIEW', 'PENDING_SECOND_APPROVAL')`,
            params: [],
          },
        ]
      : []),
  ];
}

const FROM = 'from kyc_application a join customer c on c.id = a.customer_id join app_user u on u.id = a.customer_id';
const all = (parts: readonly Condition[]) => ({
  sql: parts.map((part) => part.sql).join(' and '),
  params: parts.flatMap((part) => part.params),
});

async function countRows(ctx: StaffContext, parts: readonly Condition[]): Promise<number> {
  const { sql, params } = all(parts);
  const [row] = await ctx.em.execute<{ n: number }[]>(
    `select count(*)::int as n from (select 1 ${FROM} where ${sql} limit ${COUNT_LIMIT + 1}) rows`,
    params,
  );
  return row?.n ?? 0;
}

/** GET /api/kyc/pending/: one page by due date, then id; the count is exact to 1 000. */
export async function listQueue(ctx: StaffContext, filter: QueueFilter): Promise<QueuePage> {
  await lapseLeases(ctx.deps);
  const parts = conditions(ctx, filter);
  const after =
    filter.cursor === undefined
      ? []
      : [{ sql: '(a.due_at, a.id) > (?::timestamptz, ?::uuid)', params: readCursor(filter.cursor) }];
  const { sql, params } = all([...parts, ...after]);
  const rows = await ctx.em.execute<{ id: ApplicationId; due: string }[]>(
    `select a.id, a.due_at::text as due ${FROM} where ${sql} order by a.due_at, a.id limit ?`,
    [...params, filter.limit + 1],
  );
  const page = rows.slice(0, filter.limit);
  const last = page.at(-1);
  const count = await countRows(ctx, parts);
  return {
    count: count > COUNT_LIMIT ? null : count,
    more: count > COUNT_LIMIT,
    next:
      rows.length > filter.limit && last
        ? Buffer.from(JSON.stringify([last.due, last.id])).toString('base64url')
        : null,
    results: await items(
      ctx,
      page.map((row) => row.id),
    ),
  };
}

async function items(ctx: StaffContext, ids: readonly ApplicationId[]): Promise<QueuePage['results']> {
  const applications = await ctx.em.find(KycApplication, { id: { $in: [...ids] } });
  const customers = await ctx.em.find(Customer, {
    id: { $in: applications.map((application) => application.customerId) },
  });
  const claimants = await ctx.em.find(AppUser, {
    id: { $in: applications.flatMap(({ claimedBy }) => (claimedBy == null ? [] : [claimedBy])) },
  });
  return ids.flatMap((id) => {
    const application = applications.find((candidate) => candidate.id === id);
    const customer = customers.find((candidate) => candidate.id === application?.customerId);
    if (!application || !customer) return [];
    const claimant = claimants.find((person) => person.id === application.claimedBy);
    return [queueItem({ application, customer, claimant: claimant?.displayName ?? null, now: ctx.now })];
  });
}

export async function countQueue(ctx: StaffContext): Promise<QueueCounts> {
  const [row] = await ctx.em.execute<QueueCounts[]>(
    `select count(*) filter (where a.status = 'SUBMITTED')::int as waiting,
       count(*) filter (where a.status = 'IN_REVIEW' and a.claimed_by = ?)::int as mine,
       count(*) filter (where a.status in ('IN_REVIEW', 'PENDING_SECOND_APPROVAL'))::int as "inReview",
       count(*) filter (where a.status = 'ACTION_REQUIRED')::int as "actionRequired",
       count(*) filter (where a.status in ('APPROVED', 'REJECTED', 'EXPIRED', 'WITHDRAWN') and a.submitted_at is not null)::int as decided,
       count(*) filter (where a.due_at < bank_now() and a.status in ('SUBMITTED', 'IN_REVIEW', 'PENDING_SECOND_APPROVAL'))::int as late
     from kyc_application a`,
    [ctx.actor.id],
  );
  return row ?? { waiting: 0, mine: 0, inReview: 0, actionRequired: 0, decided: 0, late: 0 };
}

/** GET /api/kyc/reasons/: what a reviewer may choose; reasons that only the scan job gives are left out. */
export function listReasons(ctx: StaffContext): z.infer<typeof ReasonList> {
  const results = ReasonCode.options
    .filter((code) => REASONS[code].isAutomatic !== true)
    .map((code) => {
      const { label, rows, isFinal } = REASONS[code];
      const { message, nextStep } = toldReason(code, ctx.request.language);
      return { code, label, requirements: [...rows], isFinal, customerMessage: message, nextStep };
    });
  return { count: results.length, results };
}
