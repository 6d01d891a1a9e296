import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { bankUnderTest } from './bank.ts';
import { withDatabase } from './database.ts';
import { CANARIES, FILE_CANARY } from './people.ts';

const SECRETS = [
  ...Object.values(CANARIES),
  CANARIES.ssn.replaceAll('-', ''),
  CANARIES.revealedSsn.replaceAll('-', ''),
  CANARIES.aadhaar.replaceAll(' ', ''),
  FILE_CANARY,
];

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) =>
    entry.isFile() ? [join(entry.parentPath, entry.name)] : [],
  );
}

test('what the journeys typed is in no table', async () => {
  await withDatabase(async (client) => {
    const { rows: tables } = await client.query<{ name: string }>(
      `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
       where table_schema in ('public', 'jobs') and table_type = 'BASE TABLE'`,
    );
    const found: string[] = [];
    for (const { name } of tables) {
      for (const secret of SECRETS) {
        const { rows } = await client.query(
          `select 1 from ${name} t where position(lower($1) in lower(t::text)) > 0
             or position(encode(convert_to($1, 'UTF8'), 'hex') in t::text) > 0 limit 1`,
          [secret],
        );
        if (rows.length > 0) found.push(`${secret} in ${name}`);
      }
    }
    expect(tables.length).toBeGreaterThan(15);
    expect(found).toEqual([]);
    // The search itself must be able to find something: an e-mail address is stored as it is.
    const { rows } = await client.query(`select 1 from app_user u where position('imogen.' in u::text) > 0`);
    expect(rows.length).toBeGreaterThan(0);
  });
});

test('nor in the data folder, the write-ahead log or the server’s own log', async () => {
  const cluster = await withDatabase(async (client) => {
    await client.query('checkpoint');
    const { rows } = await client.query<{ data_directory: string }>('show data_directory');
    return rows[0]?.data_directory ?? '';
  });
  const files = [...filesUnder(bankUnderTest().folder), ...filesUnder(cluster)];
  const found: string[] = [];
  let marked = 0;
  for (const file of files) {
    const bytes = readFileSync(file);
    if (bytes.includes('imogen.')) marked += 1;
    const seen = SECRETS.filter((secret) => bytes.includes(secret) || bytes.includes(secret.toLowerCase()));
    found.push(...seen.map((secret) => `${secret} in ${file}`));
  }
  expect(found).toEqual([]);
  expect(marked).toBeGreaterThan(0);
});
