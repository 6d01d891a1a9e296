import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AUDITED, UNAUDITED } from './audit/audited-tables.ts';
import { createTestDatabase, type TestDatabase } from './testing.ts';

let database: TestDatabase;
let owner: Client;
let app: Client;
const columns = new Map<string, { name: string; type: string }[]>();

/** Nothing but the guard: a row of nothings is then a row, and every column can go from NULL to a value by itself. */
const STRIP = `
  do $$ declare it record; begin
    for it in select conrelid::regclass as t, conname from pg_constraint
        where connamespace = 'public'::regnamespace and conrelid <> 0 and contype not in ('n', 't') loop
      execute format('alter table %s drop constraint if exists %I cascade', it.t, it.conname);
    end loop;
    for it in select tgrelid::regclass as t, tgname from pg_trigger join pg_class c on c.oid = tgrelid
        where c.relnamespace = 'public'::regnamespace and not tgisinternal and tgfoid <> 'require_audit'::regproc
          and tgrelid <> 'audit_event'::regclass loop
      execute format('drop trigger %I on %s', it.tgname, it.t);
    end loop;
    for it in select attrelid::regclass as t, attname from pg_attribute join pg_class c on c.oid = attrelid
        where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and attnum > 0 and attnotnull
          and attidentity = '' loop
      execute format('alter table %s alter %I drop not null', it.t, it.attname);
    end loop;
  end $$`;
const COLUMNS = `
  select c.relname as "table", attname as name, format_type(atttypid, null) as type
  from pg_attribute join pg_class c on c.oid = attrelid
  where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and attnum > 0 and not attisdropped
    and attgenerated = '' and attidentity = ''`;
/** A value of each type in use. */
const VALUES: Readonly<Record<string, string>> = {
  uuid: 'a0000000-0000-4000-8000-000000000000',
  'uuid[]': '{}',
  'text[]': '{}',
  jsonb: '{}',
  bytea: '\\x01',
  boolean: 'true',
  date: '2026-01-01',
  'timestamp with time zone': '2026-01-01',
  inet: '127.0.0.1',
  cidr: '127.0.0.0/8',
};

beforeAll(async () => {
  database = await createTestDatabase();
  owner = new Client({ connectionString: database.ownerUrl });
  app = new Client({ connectionString: database.appUrl, options: '-c ostiary.unattributed=application' });
  await Promise.all([owner.connect(), app.connect()]);
  await owner.query(STRIP);
  const { rows } = await owner.query<{ table: string; name: string; type: string }>(COLUMNS);
  for (const { table, ...column } of rows) columns.set(table, [...(columns.get(table) ?? []), column]);
}, 60_000);
afterAll(async () => {
  await Promise.all([owner.end(), app.end()]);
  await database.drop();
});

const REFUSED = { constraint: 'audit_required' };
const sampleOf = (type: string) => VALUES[type] ?? '7';

/** One row without any value, written past the guard as its owner alone may. */
async function emptyRow(table: string): Promise<void> {
  const names = (columns.get(table) ?? []).map(({ name }) => `"${name}"`);
  await owner.query(`begin; set local ostiary.unattributed = 'test'; delete from ${table};
    insert into ${table} (${names.join(', ')}) values (${names.map(() => 'null').join(', ')}); commit`);
}

describe('every table of the schema', () => {
  it('is audited, or says why not', async () => {
    const listed = [...Object.keys(AUDITED), ...Object.keys(UNAUDITED)];
    const apart = ['schema_migration', 'test_clock'];
    expect([...columns.keys()].filter((table) => !apart.includes(table)).toSorted()).toEqual(listed.toSorted());
    for (const why of Object.values(UNAUDITED)) expect(why).toMatch(/\w+ \w+/);
  });

  it.each(Object.entries(AUDITED))('keeps its state from changing unattributed: %s', async (table, how) => {
    const names = (columns.get(table) ?? []).map(({ name }) => name);
    for (const named of [...(how.ignores ?? []), ...(how.only ?? [])])
      expect([...names, 'risk_rank', 'applicant_key']).toContain(named);
    await emptyRow(table);
    if (how.inserts === undefined)
      await expect(owner.query(`insert into ${table} ("${names[0]}") values (null)`)).rejects.toMatchObject(REFUSED);
    for (const { name, type } of columns.get(table) ?? []) {
      const isState = how.only?.includes(name) ?? !how.ignores?.includes(name);
      const change = owner.query(`update ${table} set "${name}" = $1`, [sampleOf(type)]);
      if (isState) await expect(change, `${table}.${name}`).rejects.toMatchObject(REFUSED);
      else await expect(change, `${table}.${name}`).resolves.toBeDefined();
    }
    const removal = owner.query(`delete from ${table}`);
    if (how.deletes === false) await expect(removal).resolves.toBeDefined();
    else await expect(removal).rejects.toMatchObject(REFUSED);
  });
});

const RECORD = `insert into audit_event (id, at, actor_role, action, target_type, canonical, leaf)
  values (gen_random_uuid(), now(), 'SYSTEM', 'test.made', 'test', '{}', sha256('\\x00'::bytea || '{}'))`;

describe('the guard', () => {
  const block = 'update app_user set is_blocked = true';
  it('lets a change pass with its record, whichever comes first', async () => {
    await emptyRow('app_user');
    await expect(app.query(`begin; ${block}; ${RECORD}; commit`)).resolves.toBeDefined();
    await expect(app.query(`begin; ${RECORD}; ${block}; commit`)).resolves.toBeDefined();
  });

  it.each([
    [
      'a setting of its own',
      `begin; set local ostiary.unattributed = 'maintenance'; update app_user set username = '1'; commit`,
    ],
    [
      'a record that was rolled back',
      `begin; savepoint s; ${RECORD}; rollback to s; update app_user set username = '2'; commit`,
    ],
    [
      'the record of another transaction',
      `begin; ${RECORD}; commit; begin; update app_user set username = '3'; commit`,
    ],
    [
      'constraints made to look early',
      `begin; set constraints all immediate; update app_user set username = '4'; ${RECORD}; commit`,
    ],
    [
      'a table of its own by that name',
      `begin; create temporary table audit_event (xid xid8) on commit drop;
      insert into pg_temp.audit_event values (pg_current_xact_id()); update app_user set username = '5'; commit`,
    ],
    ['a draft that is none', `insert into requirement_state (is_chosen) values (true)`],
  ])('is not got around by the application with %s', async (_, sql) => {
    await emptyRow('app_user');
    await expect(app.query(sql)).rejects.toMatchObject(REFUSED);
    await app.query('rollback');
  });

  it('takes no record that names another transaction', async () => {
    const forged = RECORD.replace('leaf)', 'leaf, xid)').replace(/\)$/, `, '4000000000')`);
    await expect(app.query(forged)).rejects.toMatchObject({ constraint: 'audit_event_xid' });
  });

  it.each([
    'set session_replication_role = replica',
    'set role ostiary_owner',
    'alter table app_user disable trigger all',
    'drop trigger app_user_audited on app_user',
    'create or replace function require_audit() returns trigger language plpgsql as $$ begin return null; end $$',
  ])('is not switched off by the application: %s', async (sql) => {
    await expect(app.query(sql)).rejects.toThrow(/permission denied|must be owner/);
  });
});
