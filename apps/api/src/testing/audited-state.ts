import type { TestDeps } from './test-deps.ts';

interface Guarded {
  readonly table: string;
  readonly how: string;
  readonly columns: string;
}

/** What the guard's own triggers say of each audited table. */
const GUARDED = `
  select tgrelid::regclass::text as table, split_part(encode(tgargs, 'escape'), '\\000', 1) as how,
    split_part(encode(tgargs, 'escape'), '\\000', 2) as columns
  from pg_trigger where tgfoid = 'require_audit'::regproc and tgname like '%_audited'`;

/** A new security event is a record itself, and a draft is no state yet. */
const SOME: Readonly<Record<string, string>> = {
  security_event: 'where version > 1',
  requirement_state: 'where verdict is not null or is_reopened or is_chosen or given_at is not null',
};

const fingerprintOf = ({ table, how, columns }: Guarded) => `
  select '${table}' as t, md5(coalesce(string_agg(state, '|' order by state), '')) as sum from (
    select (select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(to_jsonb(row))
      where (key = any ('${columns}'::text[])) = ('${how}' = 'only'))::text as state from ${table} row ${SOME[table] ?? ''}) rows`;

/** Reads a fingerprint of all audited state: two that are alike had no change between them. */
export async function openStateReader({ owner }: Pick<TestDeps, 'owner'>) {
  const guarded = await owner<Guarded>(GUARDED);
  const sql = guarded.map(fingerprintOf).join(' union all ');
  return async (): Promise<ReadonlyMap<string, string>> => {
    const rows = await owner<{ t: string; sum: string }>(sql);
    return new Map(rows.map(({ t, sum }) => [t, sum]));
  };
}

export interface Left {
  readonly action: string;
  readonly target: string;
  readonly id: string | null;
}

/** What the record gained since it was asked last. */
export function openRecordReader({ owner }: Pick<TestDeps, 'owner'>) {
  const seen = new Set<string>();
  const newOf = <Row extends { readonly key: string }>(rows: readonly Row[]): Row[] => {
    const fresh = rows.filter(({ key }) => !seen.has(key));
    for (const { key } of fresh) seen.add(key);
    return fresh;
  };
  return async () => {
    const audit = await owner<Left & { key: string }>(
      'select id as key, action, target_type as target, target_id as id from audit_event order by at, id',
    );
    const events = await owner<{ key: string; type: string }>(
      `select id as key, event_type as type from security_event where event_type = 'UNAUTHORIZED_ACCESS'`,
    );
    return { records: newOf(audit), refusals: newOf(events) };
  };
}
