import {
  type QueueFilter,
  type QueuePage,
  ReasonCode,
  REASONS,
  type ReasonList,
  toldReason,
} from '@ostiary/domain/review';
import type { z } from 'zod';
import type { Condition } from '../../condition.ts';
import type { StaffContext } from '../../context.ts';
import { veilOf } from '../access/veil.service.ts';
import { recordCustomerSearch } from '../audit/look.service.ts';
import { lapseLeases } from './lapse.service.ts';
import { cursorOf, readCursor } from './queue-cursor.ts';
import { itemOf, keyOf, type QueueLine } from './queue-line.ts';
import { planQueue, type QueuePlan } from './queue-plan.ts';
import { alongLanes, COUNT_LIMIT, gathered, type PageRequest, passingOver, STAGES } from './queue-sql.ts';

const readLines = ({ em }: StaffContext, { sql, params }: Condition) => em.execute<QueueLine[]>(sql, [...params]);
const countOf = (lines: readonly { readonly n: number }[]) => lines[0]?.n ?? 0;

/** Rows of one page and one more, each with how many fit in all; one row without an id where none fits. */
async function findLines(ctx: StaffContext, plan: QueuePlan, page: PageRequest): Promise<QueueLine[]> {
  if (plan.statuses.length === 0) return [];
  if (!plan.isLoose) return readLines(ctx, alongLanes(plan, page));
  for (const stage of STAGES) {
    const lines = await readLines(
      ctx,
      'gather' in stage ? gathered(plan, page, stage.gather) : passingOver(plan, page, stage.pass),
    );
    if ('gather' in stage ? countOf(lines) <= stage.gather : lines.length > page.limit) return lines;
  }
  return readLines(ctx, gathered(plan, page, null));
}

/**
 * GET /api/kyc/pending/: one page in the order asked for; the count is exact to 1 000. Throws `INVALID_INPUT` on
 * `cursor` for one of another order, and on `search` for too little to search by.
 */
export async function listQueue(ctx: StaffContext, filter: QueueFilter): Promise<QueuePage> {
  const { sort, limit } = filter;
  const after = filter.cursor === undefined ? null : readCursor(filter.cursor, sort);
  await lapseLeases(ctx.deps);
  const lines = await findLines(ctx, await planQueue(ctx, filter), { sort, after, limit });
  const count = countOf(lines);
  const rows = lines.filter(({ id }) => id !== null);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const seen = { now: ctx.now, veil: veilOf(ctx) };
  // What waits is everybody's daily work; whom they look for by name is not.
  if (filter.search) await recordCustomerSearch(ctx, { search: filter.search });
  return {
    count: count > COUNT_LIMIT ? null : count,
    more: count > COUNT_LIMIT,
    next: rows.length > limit && last ? cursorOf(sort, keyOf(last, sort)) : null,
    results: page.map((line) => itemOf(line, seen)),
  };
}

/** GET /api/kyc/reasons/: what a reviewer may choose; reasons that only the scan job gives are left out. */
export function listReasons(ctx: StaffContext): z.infer<typeof ReasonList> {
  const results = ReasonCode.options
    .filter((code) => REASONS[code].isAutomatic !== true)
    .map((code) => {
      const { label, rows, isFinal } = REASONS[code];
      const { message, nextStep } = toldReason(code, ctx.request.language);
      return {
        code,
        label: label[ctx.request.language],
        requirements: [...rows],
        isFinal,
        customerMessage: message,
        nextStep,
      };
    });
  return { count: results.length, results };
}
