import type { AuditExport, SqlEntityManager } from '@ostiary/db';
import { actionWords, type AuditItem } from '@ostiary/domain/audit';
import { stringify } from 'csv-stringify/sync';
import { allOf } from '../../condition.ts';
import { safeText } from '../../csv-text.ts';
import { COLUMNS, type EventRow, SEALED } from './event-rows.ts';
import { conditionsOf } from './narrowing.ts';
import { presentRows } from './present.ts';

/** Records read by one statement, whatever the filter leaves of them: none of them takes long, and none fills memory. */
const AT_ONCE = 2_000;

export interface Piece {
  readonly text: string;
  /** Records read for it, and of those written. */
  readonly read: number;
  readonly rows: number;
}

const CELLS: readonly (readonly [string, (item: AuditItem) => string | number | null])[] = [
  ['index', ({ index }) => index],
  ['id', ({ id }) => id],
  ['at', ({ at }) => at],
  ['action', ({ action }) => action],
  ['description', ({ action }) => actionWords(action)],
  ['category', ({ category }) => category],
  ['actor_id', ({ actor }) => actor.id],
  ['actor', ({ actor }) => actor.name],
  ['customer_number', ({ actor }) => actor.customerNumber],
  ['role', ({ actor }) => actor.role],
  ['target_type', ({ target }) => target.type],
  ['target_id', ({ target }) => target.id],
  ['target', ({ target }) => target.label],
  ['address', ({ ip }) => ip],
  ['agent', ({ agent }) => agent],
  ['request_id', ({ requestId }) => requestId],
  ['before', ({ facts }) => facts.before && JSON.stringify(facts.before)],
  ['after', ({ facts }) => facts.after && JSON.stringify(facts.after)],
];

/** RFC 4180, every cell quoted; agents are whatever a stranger sent. */
const csv = (rows: readonly (readonly (string | number | null)[])[], options: { bom?: boolean } = {}) =>
  stringify(
    rows.map((cells) => cells.map((cell) => (typeof cell === 'string' ? safeText(cell) : cell))),
    { quoted: true, record_delimiter: 'windows', ...options },
  );

export const csvHead = (): string => csv([CELLS.map(([name]) => name)], { bom: true });
export const csvRows = (items: readonly AuditItem[]): string =>
  csv(items.map((item) => CELLS.map(([, cell]) => cell(item))));

interface Place {
  readonly moment: string;
  readonly id: string;
}

/** Before everything that can be on record. */
const START: Place = { moment: '1900-01-01T00:00:00.000000Z', id: '00000000-0000-0000-0000-000000000000' };

interface Step {
  readonly filter: AuditExport['filter'];
  /** What is written after it was asked for belongs to the next export. */
  readonly until: Date;
  readonly after: Place;
}

const PERIOD = `(e.at, e.id) > (?::timestamptz, ?::uuid) and e.at >= ? and e.at < ?`;

/** A window of the period in the order of time, and what the filter leaves of it. */
async function readStep(em: SqlEntityManager, { filter, until, after }: Step) {
  const from = filter.from === null ? new Date('1900-01-01T00:00:00Z') : new Date(filter.from);
  const to = filter.to === null || new Date(filter.to) > until ? until : new Date(filter.to);
  const { sql, params } = allOf(conditionsOf(filter));
  return em.execute<(EventRow & { wanted: boolean })[]>(
    `select ${COLUMNS}, coalesce(${sql}, false) as wanted
     from (select * from audit_event e where ${PERIOD} order by e.at, e.id limit ?) e ${SEALED} order by e.at, e.id`,
    [...params, after.moment, after.id, from, to, AT_ONCE],
  );
}

/** The log as a table, oldest first, a piece at a time, with the names of today; each piece is read apart. */
export async function* csvPieces(
  fork: () => SqlEntityManager,
  { filter, requestedAt }: Pick<AuditExport, 'filter' | 'requestedAt'>,
): AsyncGenerator<Piece> {
  yield { text: csvHead(), read: 0, rows: 0 };
  let after: Place | undefined = START;
  while (after) {
    const em = fork();
    const step = await readStep(em, { filter, until: requestedAt, after });
    const wanted = step.filter((row) => row.wanted);
    const items = await presentRows(em, wanted);
    yield { text: items.length === 0 ? '' : csvRows(items), read: step.length, rows: items.length };
    after = step.length < AT_ONCE ? undefined : step.at(-1);
  }
}
