import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrate } from './migrate.ts';
import { MIGRATION_NAMES } from './migrations/list.ts';
import { openOrm } from './mikro-orm.config.ts';
import { openRows, type Rows } from './testing-rows.ts';
import { digest, value } from './testing-sql.ts';

let rows: Rows;

beforeAll(async () => {
  rows = await openRows();
  await rows.audit();
});
afterAll(() => rows.close());

const REWRITES = [
  `update audit_event set action = 'other.made'`,
  'delete from audit_event',
  'truncate audit_event cascade',
];

describe('the audit record', () => {
  it.each(REWRITES)('withholds from the application the right to %s', async (sql) => {
    await expect(rows.app.query(sql)).rejects.toThrow(/permission denied/);
  });

  it.each(REWRITES)('refuses even its owner %s', async (sql) => {
    await expect(rows.owner.query(sql)).rejects.toThrow(/audit_event is append-only/);
    expect(await value(rows.app, 'select count(*)::int from audit_event')).toBeGreaterThan(0);
  });

  it('refuses a leaf that does not match its text', async () => {
    await expect(rows.audit({ leaf: digest('something else') })).rejects.toMatchObject({
      constraint: 'audit_event_leaf',
    });
  });

  it.each([`update policy_version set code = 'other'`, 'delete from policy_version'])(
    'keeps published policies: %s',
    async (sql) => {
      await expect(rows.app.query(sql)).rejects.toThrow(/permission denied/);
      await expect(rows.owner.query(sql)).rejects.toThrow(/policy_version is append-only/);
    },
  );

  it.each([
    ...['kyc_note', 'fraud_alert_note'].map((table) => `update ${table} set body_encrypted = 'gAAAAother'`),
    'update risk_assessment set score = 0',
    'delete from risk_assessment',
  ])('keeps what was said of a case: %s', async (sql) => {
    await expect(rows.app.query(sql)).rejects.toThrow(/permission denied/);
  });

  it.each(['application_event', 'security_event'])('keeps %s from being removed', async (table) => {
    await expect(rows.app.query(`delete from ${table}`)).rejects.toThrow(/permission denied/);
    await expect(rows.app.query(`truncate ${table}`)).rejects.toThrow(/permission denied/);
  });
});

describe('separation of duties', () => {
  it.each(['review.decide', 'review.approve-second', 'review.request-more'])(
    'keeps %s and audit.read out of one role',
    async (permission) => {
      await expect(rows.role(['audit.read', permission])).rejects.toMatchObject({
        constraint: 'role_separates_duties',
      });
    },
  );

  it('keeps a person from holding two roles that join them', async () => {
    const [person, auditor, reviewer] = [
      await rows.person(),
      await rows.role(['audit.read']),
      await rows.role(['review.decide']),
    ];
    await rows.give(person, auditor);
    await expect(rows.give(person, reviewer)).rejects.toMatchObject({ constraint: 'user_role_separates_duties' });
  });

  it('looks again when a dormant role of a person is switched on', async () => {
    const [person, auditor, reviewer] = [
      await rows.person(),
      await rows.role(['audit.read']),
      await rows.role(['review.decide']),
    ];
    await rows.give(person, auditor);
    await rows.give(person, reviewer, false);
    const woken = rows.change('update user_role set is_active = true where user_id = $1', [person]);
    await expect(woken).rejects.toMatchObject({ constraint: 'user_role_separates_duties' });
  });

  it('looks again when a role that people hold gains a permission, or comes back into use', async () => {
    const [person, auditor, other] = [
      await rows.person(),
      await rows.role(['audit.read']),
      await rows.role(['self.manage']),
    ];
    await rows.give(person, auditor);
    await rows.give(person, other);
    const gain = `update role set permissions = '{review.decide}' where id = $1`;
    await expect(rows.change(gain, [other])).rejects.toMatchObject({ constraint: 'user_role_separates_duties' });
    await rows.change('update role set is_active = false where id = $1', [other]);
    await rows.change(gain, [other]);
    const back = rows.change('update role set is_active = true where id = $1', [other]);
    await expect(back).rejects.toMatchObject({ constraint: 'user_role_separates_duties' });
  });

  it('lets two people hold one each', async () => {
    await rows.give(await rows.person(), await rows.role(['audit.read']));
    await expect(rows.give(await rows.person(), await rows.role(['review.decide']))).resolves.toBeUndefined();
  });
});

describe('the application role', () => {
  it('owns nothing', async () => {
    const owned = `select count(*)::int from pg_class where pg_get_userbyid(relowner) = 'ostiary_app'`;
    expect(await value(rows.app, owned)).toBe(0);
    expect(
      await value(rows.app, `select count(*)::int from pg_proc where pg_get_userbyid(proowner) = 'ostiary_app'`),
    ).toBe(0);
  });

  it.each([
    'create table t (id int)',
    'create schema s',
    'create function f() returns int language sql as $$ select 1 $$',
  ])('is refused %s', async (sql) => {
    await expect(rows.app.query(sql)).rejects.toThrow(/permission denied/);
  });

  it.each([
    'alter table audit_event disable trigger all',
    'drop trigger audit_event_append_only on audit_event',
    'drop table kyc_decision',
    `set session_replication_role = 'replica'`,
  ])('cannot switch a guard off: %s', async (sql) => {
    await expect(rows.app.query(sql)).rejects.toThrow(/must be owner|permission denied/);
  });

  it.each([
    ['audit_event', 'INSERT SELECT'],
    ['policy_version', 'INSERT SELECT'],
    ['application_event', 'INSERT SELECT'],
    ['kyc_decision', 'INSERT SELECT'],
    ['schema_migration', 'SELECT'],
  ])('has on %s no right but %s', async (table, rights) => {
    const all = ['DELETE', 'INSERT', 'REFERENCES', 'SELECT', 'TRIGGER', 'TRUNCATE', 'UPDATE'];
    const held = await rows.app.query<{ right: string }>(
      `select r as right from unnest($1::text[]) r where has_table_privilege('ostiary_app', $2::text, r)`,
      [all, table],
    );
    expect(held.rows.map(({ right }) => right).join(' ')).toBe(rights);
  });
});

describe('the schema', () => {
  it('holds every identifier and every note as a Fernet token or not at all', async () => {
    const { rows: unguarded } = await rows.owner.query(
      `select table_name, column_name from information_schema.columns c
       where table_schema = 'public' and column_name like '%\\_encrypted' and not exists (
         select from pg_constraint k where k.conrelid = c.table_name::regclass and k.contype = 'c'
           and pg_get_constraintdef(k.oid) ~ ('\\(?' || c.column_name || ' ~ ''\\^gAAAA'))`,
    );
    expect(unguarded).toEqual([]);
  });

  it('has no column for an identifier in plain text', async () => {
    const { rows: plain } = await rows.owner.query(
      `select table_name, column_name from information_schema.columns where table_schema = 'public'
       and column_name ~ '^(ssn|aadhaar|pan|tax_id|passport|licen[cs]e|address|street|postal|document_number|number|account_number|iban|file_name)(_|$)'
       and column_name !~ '_(encrypted|index)$'`,
    );
    expect(plain).toEqual([]);
  });

  it('is what the entities say it is, but for what the database fills in by itself', async () => {
    const orm = await openOrm({ url: rows.ownerUrl, isOwner: true, poolMax: 1 });
    const sql = await orm.schema.getUpdateSchemaSQL({ wrap: false, dropTables: false, safe: false });
    await orm.close(true);
    const changes = sql.split('\n').filter((line) => /create table|(add|drop|alter|rename) column/i.test(line));
    expect(changes.toSorted()).toEqual([
      'alter table "audit_event" drop column "xid";',
      'alter table "branch" drop column "updated_at";',
      'alter table "customer" drop column "full_name", drop column "name_key";',
      'alter table "fraud_alert" drop column "severity_rank";',
      'alter table "kyc_application" drop column "tab", drop column "risk_rank", drop column "applicant_key";',
      'alter table "outbox_message" drop column "seq";',
      'alter table "policy_version" drop column "country", drop column "applicant_kind";',
      'alter table "role" alter column "created_at" drop default;',
      'alter table "role" drop column "effective";',
    ]);
  });

  it('stays as it is when it is migrated again', async () => {
    expect(await migrate({ ownerUrl: rows.ownerUrl, appRole: 'ostiary_app' })).toEqual([]);
    const { rows: done } = await rows.owner.query<{ name: string }>('select name from schema_migration order by id');
    expect(done.map(({ name }) => name)).toEqual(MIGRATION_NAMES);
    await expect(rows.app.query('delete from audit_event where id = $1', [uuidv7()])).rejects.toThrow(
      /permission denied/,
    );
  });
});
