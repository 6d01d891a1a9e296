import type { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRows, type Rows } from './testing-rows.ts';

let rows: Rows;
let tables: readonly string[];
beforeAll(async () => {
  rows = await openRows();
  await rows.audit();
  const found = await rows.owner.query<{ name: string }>(
    `select relname as name from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace
     and relname like 'audit\\_%' order by relname`,
  );
  // An export is a file that somebody asked for, with its progress: no part of the record.
  tables = found.rows.map(({ name }) => name).filter((name) => name !== 'audit_export');
});
afterAll(() => rows.close());

/** Whatever would change, empty, hide or unguard the record or its seal. */
const attempts = (table: string, column: string) => [
  `update ${table} set "${column}" = "${column}"`,
  `delete from ${table}`,
  `truncate ${table} cascade`,
  `alter table ${table} disable trigger all`,
  `alter table ${table} add column more text`,
  `alter table ${table} rename to gone`,
  `alter table ${table} enable row level security`,
  `create rule nothing as on insert to ${table} do instead nothing`,
  `create trigger quiet before insert on ${table} for each row execute function suppress_redundant_updates_trigger()`,
  `drop table ${table} cascade`,
  `do $$ begin lock table ${table} in access exclusive mode; end $$`,
];

async function columnOf(client: Client, table: string): Promise<string> {
  const { rows: found } = await client.query<{ name: string }>(
    'select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0 limit 1',
    [table],
  );
  return found[0]?.name ?? '';
}

describe('the record and its seal', () => {
  it('are found by their names', () => {
    expect(tables).toEqual(expect.arrayContaining(['audit_event', 'audit_checkpoint']));
  });

  it('can be changed, emptied, hidden or unguarded by no role that the bank runs as', async () => {
    for (const table of tables)
      for (const attempt of attempts(table, await columnOf(rows.owner, table)))
        await expect(rows.app.query(attempt), attempt).rejects.toThrow(/permission denied|must be owner/);
  });

  it('give no other role any right but to read and to append', async () => {
    const { rows: rights } = await rows.owner.query<{ who: string; right: string }>(
      `select distinct grantee::text as who, privilege_type::text as right from information_schema.role_table_grants
       where table_name = any ($1) and grantee <> 'ostiary_owner' and not exists
         (select from pg_roles where rolname = grantee and rolsuper) order by 1, 2`,
      [tables],
    );
    expect(rights).toEqual([
      { who: 'ostiary_app', right: 'INSERT' },
      { who: 'ostiary_app', right: 'SELECT' },
    ]);
    const { rows: columns } = await rows.owner.query(
      `select from information_schema.role_column_grants
       where table_name = any ($1) and privilege_type = 'UPDATE' and grantee <> 'ostiary_owner'`,
      [tables],
    );
    expect(columns).toEqual([]);
  });

  it('let no member of the application become their owner', async () => {
    const { rows: members } = await rows.owner.query(
      `select from pg_roles r where pg_has_role(r.oid, 'ostiary_owner', 'member') and not r.rolsuper
       and r.rolname <> 'ostiary_owner'`,
    );
    expect(members).toEqual([]);
  });
});
