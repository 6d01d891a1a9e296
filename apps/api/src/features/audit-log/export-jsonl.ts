import type { AuditExport, SqlEntityManager } from '@ostiary/db';
import { CHECKPOINT_ORIGIN, createExportWriter, EXPORT_FORMAT, type ExportHeader } from '@ostiary/domain/checkpoint';
import { createSha256 } from '@ostiary/domain/crypto';
import { allOf } from '../../condition.ts';
import type { Deps } from '../../context.ts';
import { proofsOf } from '../audit-seal/proof.service.ts';
import type { Piece } from './export-csv.ts';
import { conditionsOf, EVERYTHING } from './narrowing.ts';

/** Leaves read by one statement, and their proofs by the next. */
const AT_ONCE = 1_000;

interface Checkpoint {
  readonly size: number;
  /** The signed note. */
  readonly note: string;
}

export interface Span {
  readonly first: number;
  /** Not included. */
  readonly end: number;
}

const NARROWING = ['people', 'actions', 'targetType', 'targets', 'ip', 'trail'] as const;
const isWhole = (filter: AuditExport['filter']) => NARROWING.every((name) => filter[name] === null);

/**
 * The leaves of a period. Leaves stand in the order of commits, which is almost that of time: a few just outside the
 * period can lie between, and belong to the file, because what is contiguous shows that nothing is missing.
 */
export async function spanOf(em: SqlEntityManager, filter: AuditExport['filter'], size: number): Promise<Span> {
  if (filter.from === null && filter.to === null) return { first: 0, end: size };
  const { sql, params } = allOf(conditionsOf({ ...EVERYTHING, from: filter.from, to: filter.to }));
  const [row] = await em.execute<{ first: number | null; last: number | null }[]>(
    `select min(s.index)::float8 as first, max(s.index)::float8 as last
     from audit_event e join audit_seal s on s.event_id = e.id where s.index < ? and ${sql}`,
    [size, ...params],
  );
  return row?.first == null || row.last == null ? { first: 0, end: 0 } : { first: row.first, end: row.last + 1 };
}

export interface Sealed {
  readonly checkpoint: Checkpoint;
  readonly span: Span;
}

function headerOf(filter: AuditExport['filter'], { checkpoint, span }: Sealed): ExportHeader {
  const { from, to, ...narrowing } = filter;
  const whole = isWhole(filter);
  return {
    format: EXPORT_FORMAT,
    origin: CHECKPOINT_ORIGIN,
    checkpoint: checkpoint.note,
    from,
    to,
    filter: whole ? null : narrowing,
    range: whole ? span : null,
  };
}

const STEP = `
  select e.id, s.index::float8 as index from audit_seal s join audit_event e on e.id = s.event_id
  where s.index >= ? and s.index < ? and `;

/** Ids of one window of leaves that the filter lets through, in the order of the tree; of a whole period all of them. */
async function readStep(em: SqlEntityManager, { filter, first, end }: Span & { filter: AuditExport['filter'] }) {
  const { sql, params } = isWhole(filter) ? { sql: 'true', params: [] } : allOf(conditionsOf(filter));
  const rows = await em.execute<{ id: string }[]>(`${STEP}${sql} order by s.index`, [first, end, ...params]);
  return rows.map(({ id }) => id);
}

/** The log as `ostiary-verify` reads it: each record as it was written, with the proof that it is in the signed tree. */
export async function* jsonlPieces(
  { orm, keys }: Pick<Deps, 'orm' | 'keys'>,
  filter: AuditExport['filter'],
  sealed: Sealed,
): AsyncGenerator<Piece> {
  const { checkpoint, span } = sealed;
  const writer = createExportWriter({ sha256: createSha256(), sign: keys.checkpoint.signer.sign });
  yield { text: writer.header(headerOf(filter, sealed)), read: 0, rows: 0 };
  for (let { first } = span; first < span.end; first += AT_ONCE) {
    const end = Math.min(first + AT_ONCE, span.end);
    const em = orm.em.fork();
    const ids = await readStep(em, { filter, first, end });
    const proofs = await proofsOf(em, ids, checkpoint);
    const records = ids.flatMap((id) => proofs.get(id) ?? []);
    yield {
      text: records.map((each) => writer.record({ ...each, proof: [...each.proof] })).join(''),
      read: end - first,
      rows: records.length,
    };
  }
  yield { text: writer.end(), read: 0, rows: 0 };
}
