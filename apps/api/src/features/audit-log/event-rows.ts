import type { SqlEntityManager } from '@ostiary/db';
import { AUDIT_SEARCH_LIMITS } from '@ostiary/domain/audit';
import { allOf, type Condition } from '../../condition.ts';
import { momentOf } from '../../moment-cursor.ts';
import { cursorOf, type From, type PageKey, readCursor } from './audit-cursor.ts';

export interface EventRow extends PageKey {
  readonly actorId: string | null;
  readonly actorRole: string;
  readonly action: string;
  readonly targetType: string;
  readonly targetId: string | null;
  readonly requestId: string | null;
  readonly ip: string | null;
  readonly agent: string | null;
  readonly canonical: string;
  readonly leaf: string;
  /** bigint: a text, null while it is not sealed. */
  readonly index: string | null;
}

/** One audit event `e` with its place in the sealed log. */
export const COLUMNS = `
  e.id, ${momentOf('e.at')} as moment, e.actor_id as "actorId", e.actor_role as "actorRole", e.action,
  e.target_type as "targetType", e.target_id as "targetId", e.request_id as "requestId", host(e.ip) as ip,
  e.user_agent as agent, e.canonical, encode(e.leaf, 'hex') as leaf, s.index`;
export const SEALED = 'left join audit_seal s on s.event_id = e.id';

const ANY: Condition = { sql: 'true', params: [] };
const READ = AUDIT_SEARCH_LIMITS.recordsReadForText;

export interface Wanted {
  readonly parts: readonly Condition[];
  /** Any of these, each read by its own index: one `or` over them would read all that fits before it sorts. */
  readonly anyOf?: readonly Condition[];
  /** Looked for among a bounded number of records, because nothing indexes it. */
  readonly text?: Condition | undefined;
  /** How many records are read for a text before the page is given. */
  readonly recordsRead?: number;
  readonly cursor?: string | undefined;
  readonly order: 'newest' | 'oldest';
  readonly limit: number;
}

export interface Page {
  readonly rows: readonly EventRow[];
  readonly next: string | null;
  readonly previous: string | null;
  readonly readUntil: string | null;
}

interface Walk {
  readonly from: From | null;
  readonly isAscending: boolean;
  /** Of the records in question, in order, none of them beyond the cursor yet. */
  readonly within: Condition;
}

function walkOf({ parts, cursor, order }: Wanted): Walk {
  const from = cursor === undefined ? null : readCursor(cursor);
  const isAscending = (order === 'oldest') !== (from?.way === 'back');
  const beyond = from && {
    sql: `(e.at, e.id) ${isAscending ? '>' : '<'} (?::timestamptz, ?::uuid)`,
    params: [from.moment, from.id],
  };
  return { from, isAscending, within: allOf(beyond ? [...parts, beyond] : parts) };
}

const sorted = (isAscending: boolean) => (isAscending ? 'order by e.at, e.id' : 'order by e.at desc, e.id desc');

function windowOf(
  { text, limit, anyOf = [ANY], recordsRead = READ }: Wanted,
  { within, isAscending }: Walk,
): Condition {
  const read = text === undefined ? limit + 1 : recordsRead;
  const windows = anyOf.map((each) => allOf([each, within]));
  return {
    sql: windows
      .map(({ sql }) => `(select * from audit_event e where ${sql} ${sorted(isAscending)} limit ?)`)
      .join(' union '),
    params: windows.flatMap(({ params }) => [...params, read]),
  };
}

async function readRows(em: SqlEntityManager, wanted: Wanted, walk: Walk) {
  const { text, limit } = wanted;
  const window = windowOf(wanted, walk);
  return em.execute<EventRow[]>(
    `select ${COLUMNS} from (${window.sql}) e ${SEALED} where ${text?.sql ?? 'true'} ${sorted(walk.isAscending)} limit ?`,
    [...window.params, ...(text?.params ?? []), limit + 1],
  );
}

/** The last record that was read for a text, where there are more behind it. */
async function windowEnd(
  em: SqlEntityManager,
  { recordsRead = READ }: Wanted,
  { within, isAscending }: Walk,
): Promise<PageKey | null> {
  const [end] = await em.execute<PageKey[]>(
    `select ${momentOf('e.at')} as moment, e.id from audit_event e where ${within.sql} ${sorted(isAscending)} offset ? limit 1`,
    [...within.params, recordsRead - 1],
  );
  return end ?? null;
}

/** One page of the log, and how to go on in both directions. Throws `INVALID_INPUT` on `cursor`. */
export async function readPage(em: SqlEntityManager, wanted: Wanted): Promise<Page> {
  const walk = walkOf(wanted);
  const found = await readRows(em, wanted, walk);
  const hasMore = found.length > wanted.limit;
  const end = hasMore || wanted.text === undefined ? null : await windowEnd(em, wanted, walk);
  const walked = found.slice(0, wanted.limit);
  const isBack = walk.from?.way === 'back';
  const rows = isBack ? walked.toReversed() : walked;
  const last = hasMore ? walked.at(-1) : end;
  const ahead = last ? cursorOf(isBack ? 'back' : 'on', last) : null;
  // Whoever came by a cursor came from somewhere, even if the page turns out empty.
  const behind = walk.from && cursorOf(isBack ? 'on' : 'back', walked[0] ?? walk.from);
  return {
    rows,
    next: isBack ? behind : ahead,
    previous: isBack ? ahead : behind,
    readUntil: end && new Date(end.moment).toISOString(),
  };
}
