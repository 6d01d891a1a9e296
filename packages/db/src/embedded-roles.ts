import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Client, escapeIdentifier, escapeLiteral } from 'pg';

const DATABASE = 'ostiary';
const EXTENSIONS = ['btree_gist', 'pg_trgm'];

export interface Passwords {
  superuser: string;
  owner: string;
  app: string;
}

export interface Urls {
  superuserUrl: string;
  ownerUrl: string;
  appUrl: string;
}

export function newPasswords(): Passwords {
  const make = () => Buffer.from(crypto.getRandomValues(new Uint8Array(24))).toString('base64url');
  return { superuser: make(), owner: make(), app: make() };
}

export function readPasswords(file: string): Passwords | null {
  // Written only by writePasswords below.
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Passwords) : null;
}

export function writePasswords(file: string, passwords: Passwords): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, `${JSON.stringify(passwords, null, 2)}\n`, { mode: 0o600 });
}

export function urlsFor(port: number, passwords: Passwords): Urls {
  const url = (user: string, password: string, database: string) =>
    `postgresql://${user}:${password}@127.0.0.1:${port}/${database}`;
  return {
    superuserUrl: url('postgres', passwords.superuser, 'postgres'),
    ownerUrl: url('ostiary_owner', passwords.owner, DATABASE),
    appUrl: url('ostiary_app', passwords.app, DATABASE),
  };
}

async function connected<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, ssl: false });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function ensureRole(client: Client, name: string, password: string): Promise<void> {
  const { rowCount } = await client.query('select 1 from pg_roles where rolname = $1', [name]);
  if (rowCount) return;
  await client.query(`create role ${escapeIdentifier(name)} login password ${escapeLiteral(password)}`);
}

/**
 * The two roles and the database, made once: `ostiary_owner` owns the database and migrates, `ostiary_app` owns
 * nothing and can make nothing, not even a temporary table. Extensions need the superuser, so they come here.
 */
export async function ensureDatabase(urls: Urls, passwords: Passwords): Promise<void> {
  await connected(urls.superuserUrl, async (client) => {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [DATABASE]);
    if (rowCount) return;
    await ensureRole(client, 'ostiary_owner', passwords.owner);
    await ensureRole(client, 'ostiary_app', passwords.app);
    await client.query(`create database ${DATABASE} owner ostiary_owner strategy file_copy`);
  });
  const inside = new URL(urls.superuserUrl);
  inside.pathname = DATABASE;
  await connected(inside.href, async (client) => {
    for (const extension of EXTENSIONS) await client.query(`create extension if not exists ${extension}`);
    await client.query(`revoke all on database ${DATABASE} from public`);
    await client.query(`grant connect on database ${DATABASE} to ostiary_app`);
  });
}
