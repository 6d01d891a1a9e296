import { sha256 } from '@ostiary/domain/crypto';
import { Client } from 'pg';

/** Shaped like a Fernet token; the database can see no more than that. */
export const TOKEN = `gAAAA${'A'.repeat(95)}=`;

export const digest = (text: string) => sha256(Buffer.from(text));

export async function connect(url: string, options?: string): Promise<Client> {
  const client = new Client({ connectionString: url, options });
  await client.connect();
  return client;
}

export type Value = string | number | boolean | Date | Buffer | null | readonly string[];

/** Begins a statement that leaves a record of itself, as every change must. */
export const ATTRIBUTED = `with record as (
  insert into audit_event (id, at, actor_role, action, target_type, canonical, leaf)
  values (gen_random_uuid(), now(), 'SYSTEM', 'test.made', 'test', '{}', sha256('\\x00'::bytea || convert_to('{}', 'UTF8'))))`;

/** Inserts one row, column by column, with its record. */
export async function insert(client: Client, table: string, row: Readonly<Record<string, Value>>): Promise<void> {
  const columns = Object.keys(row);
  await client.query(
    `${ATTRIBUTED} insert into ${table} (${columns.join(', ')}) values (${columns.map((_, index) => `$${index + 1}`).join(', ')})`,
    Object.values(row),
  );
}

export async function value(client: Client, sql: string, params: unknown[] = []): Promise<unknown> {
  const { rows } = await client.query<Record<string, unknown>>(sql, params);
  return Object.values(rows[0] ?? {})[0];
}
