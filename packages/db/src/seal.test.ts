import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRows, type Rows } from './testing-rows.ts';

const TABLES = {
  audit_seal: 'index',
  audit_subtree: 'index',
  audit_checkpoint: 'size',
  audit_checkpoint_copy: 'size',
  audit_seal_refusal: 'size',
  audit_verification_step: 'checked',
} as const;

let rows: Rows;
beforeAll(async () => {
  rows = await openRows();
  await rows.audit();
  await rows.app.query(`
    insert into audit_seal select 0, id, xid, leaf from audit_event limit 1;
    insert into audit_subtree values (4, 0, sha256('a'));
    insert into audit_checkpoint values (1, sha256('a'), 'note', now());
    insert into audit_checkpoint_copy values (1, now());
    insert into audit_seal_refusal values (gen_random_uuid(), now(), 'TREE_DIFFERS', 1, 1);
    insert into audit_verification_step (id, run_id, at, state) values (gen_random_uuid(), gen_random_uuid(), now(), 'WAITING')`);
});
afterAll(() => rows.close());

const CHANGES = Object.entries(TABLES).flatMap(([table, column]) => [
  `update ${table} set ${column} = ${column} + 1`,
  `delete from ${table}`,
  `truncate ${table} cascade`,
]);
const OWNING = Object.keys(TABLES).flatMap((table) => [
  `alter table ${table} add column more int`,
  `alter table ${table} disable trigger all`,
  `drop trigger ${table}_append_only on ${table}`,
  `drop table ${table} cascade`,
]);

describe('what the sealer wrote', () => {
  it.each(CHANGES)('withholds from the application the right to %s', async (sql) => {
    await expect(rows.app.query(sql)).rejects.toThrow(/permission denied/);
  });

  it.each(CHANGES)('refuses even its owner %s', async (sql) => {
    await expect(rows.owner.query(sql)).rejects.toThrow(/is append-only/);
  });

  it.each(OWNING)('is not the application’s own: %s', async (sql) => {
    await expect(rows.app.query(sql)).rejects.toThrow(/must be owner|permission denied/);
  });

  it('has each place and each record once', async () => {
    const again = 'insert into audit_seal select $1, id, xid, leaf from audit_event limit 1';
    await expect(rows.app.query(again, [0])).rejects.toThrow('audit_seal_pkey');
    await expect(rows.app.query(again, [1])).rejects.toThrow('audit_seal_event_id_key');
  });

  it('is of records that are there', async () => {
    const stranger = `insert into audit_seal values (1, gen_random_uuid(), '1', sha256('a'))`;
    await expect(rows.app.query(stranger)).rejects.toThrow('audit_seal_event_id_fkey');
  });
});
