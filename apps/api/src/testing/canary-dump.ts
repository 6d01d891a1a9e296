import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { OutboxMessage } from '@ostiary/db';
import { openField } from '@ostiary/domain/crypto';
import type { TestBank } from '../testing.ts';

interface Column {
  readonly place: string;
  readonly column: string;
  readonly type: string;
}

/** Every column of every table, job queues included, as text; bytes with their readable characters left readable. */
export async function dumpTables({ owner }: Pick<TestBank, 'owner'>): Promise<Map<string, string>> {
  const columns = await owner<Column>(
    `select format('%I.%I', table_schema, table_name) as place, format('%I', column_name) as column, data_type as type
     from information_schema.columns join information_schema.tables using (table_schema, table_name)
     where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
  );
  const dump = new Map<string, string>();
  for (const { place, column, type } of columns) {
    const said = type === 'bytea' ? `encode(${column}, 'escape')` : `${column}::text`;
    const [row] = await owner<{ text: string | null }>(`select string_agg(${said}, E'\\n') as text from ${place}`);
    dump.set(`${place}.${column}`, row?.text ?? '');
  }
  return dump;
}

/** Messages that wait to be sent, opened. */
export async function openOutbox({ deps }: Pick<TestBank, 'deps'>): Promise<string[]> {
  const waiting = await deps.orm.em.fork().find(OutboxMessage, { payloadEncrypted: { $ne: null } });
  return waiting.map(({ id, payloadEncrypted }) =>
    openField(
      deps.keys.outbox,
      { table: 'outbox_message', column: 'payload_encrypted', rowId: id },
      payloadEncrypted ?? '',
    ),
  );
}

/** Every file the bank keeps, byte by byte. */
export async function readStore({ deps }: Pick<TestBank, 'deps'>): Promise<string[]> {
  const entries = await readdir(deps.env.DATA_DIR, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(files.map((file) => readFile(file, 'latin1')));
}
