import { spawn } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseAccount } from './embedded-account.ts';
import { type EmbeddedDatabase, startEmbedded, startThrowawayCluster } from './embedded.ts';

async function run(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(sql);
    return rows;
  } finally {
    await client.end();
  }
}

const dataFolder = async (url: string) => {
  const rows = await run(url, `select setting from pg_settings where name = 'data_directory'`);
  return (rows as { setting: string }[])[0]?.setting ?? '';
};
const lockOf = (cluster: string) => join(cluster, 'postmaster.pid');

describe('startEmbedded', { timeout: 60_000 }, () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'ostiary-embedded-'));
  let database: EmbeddedDatabase;

  beforeAll(async () => {
    chmodSync(dataDir, 0o711);
    database = await startEmbedded({ dataDir });
  }, 60_000);

  afterAll(async () => {
    await database.stop();
    rmSync(dataDir, { recursive: true });
  });

  it('lets both roles connect to the database that the owner owns', async () => {
    expect(await run(database.ownerUrl, 'select current_user as who')).toEqual([{ who: 'ostiary_owner' }]);
    expect(await run(database.appUrl, 'select current_user as who')).toEqual([{ who: 'ostiary_app' }]);
    const owner = `select pg_get_userbyid(datdba) as owner from pg_database where datname = 'ostiary'`;
    expect(await run(database.appUrl, owner)).toEqual([{ owner: 'ostiary_owner' }]);
  });

  it('refuses the application role every kind of table', async () => {
    await expect(run(database.appUrl, 'create table t (id int)')).rejects.toThrow(/permission denied/);
    await expect(run(database.appUrl, 'create temporary table t (id int)')).rejects.toThrow(/permission denied/);
    await expect(run(database.appUrl, 'create schema s')).rejects.toThrow(/permission denied/);
  });

  it('refuses a wrong password, on loopback too', async () => {
    const wrong = new URL(database.appUrl);
    wrong.password = 'wrong';
    await expect(run(wrong.href, 'select 1')).rejects.toThrow(/password authentication failed/);
  });

  it('keeps the passwords readable for its user alone', () => {
    expect(statSync(join(dataDir, 'keys/postgres.json')).mode & 0o777).toBe(0o600);
  });

  it('keeps refused values out of its log', async () => {
    await run(
      database.ownerUrl,
      `create table secret (ssn text primary key); insert into secret values ('078-05-1120')`,
    );
    await expect(run(database.ownerUrl, `insert into secret values ('078-05-1120')`)).rejects.toThrow(/duplicate key/);
    await run(database.ownerUrl, 'drop table secret');
    const log = readFileSync(join(dataDir, 'postgres.log'), 'utf8');
    expect(log).toContain('duplicate key');
    expect(log).not.toContain('078-05-1120');
  });

  it('refuses a data folder that a living process holds', async () => {
    await expect(startEmbedded({ dataDir })).rejects.toThrow(`in use by process ${process.pid}.`);
  });

  it('starts again on its rows after kill -9 left a lock behind', async () => {
    await run(database.ownerUrl, 'create table kept (id int); insert into kept values (7)');
    const cluster = await dataFolder(database.superuserUrl);
    const lock = readFileSync(lockOf(cluster), 'utf8');
    process.kill(Number.parseInt(lock, 10), 'SIGKILL');
    await database.stop();
    // The number in the lock may by now be another program's of the same user, or a zombie's.
    const other = spawn('sleep', ['60'], { ...databaseAccount(), cwd: '/' });
    writeFileSync(lockOf(cluster), lock.replace(/^\d+/, String(other.pid)));

    database = await startEmbedded({ dataDir });
    other.kill();
    expect(await run(database.ownerUrl, 'select id from kept')).toEqual([{ id: 7 }]);
  });

  it('ends a database that still runs from a killed start, and takes over its rows', async () => {
    const lock = lockOf(await dataFolder(database.superuserUrl));
    const orphan = readFileSync(lock, 'utf8').split('\n')[0];
    rmSync(join(dataDir, 'embedded.pid'));
    const next = await startEmbedded({ dataDir });
    expect(readFileSync(lock, 'utf8').split('\n')[0]).not.toBe(orphan);
    expect(await run(next.ownerUrl, 'select id from kept')).toEqual([{ id: 7 }]);
    await database.stop();
    database = next;
  });
});

describe('startEmbedded in a folder closed to other users', { timeout: 60_000 }, () => {
  it('keeps the cluster where the database user can enter, and finds it again', async () => {
    const closed = mkdtempSync(join(tmpdir(), 'ostiary-embedded-'));
    const dataDir = join(closed, 'data');
    mkdirSync(dataDir);
    const first = await startEmbedded({ dataDir });
    const cluster = await dataFolder(first.superuserUrl);
    await run(first.ownerUrl, 'create table kept (id int)');
    await first.stop();
    const second = await startEmbedded({ dataDir });
    expect(await run(second.ownerUrl, 'select id from kept')).toEqual([]);
    await second.stop();
    rmSync(cluster, { recursive: true });
    rmSync(closed, { recursive: true });
    // The folder of this checkout may hold the real bank's cluster, too.
    if (readdirSync(dirname(cluster)).length === 0) rmdirSync(dirname(cluster));
  });
});

describe('startThrowawayCluster', { timeout: 60_000 }, () => {
  it('has both roles, no durability, and leaves no folder behind', async () => {
    const throwaway = await startThrowawayCluster();
    const cluster = await dataFolder(throwaway.superuserUrl);
    expect(await run(throwaway.appUrl, 'show fsync')).toEqual([{ fsync: 'off' }]);
    await run(throwaway.ownerUrl, 'create table t (id int)');
    await throwaway.stop();
    await sleep(50);
    expect(() => statSync(cluster)).toThrow(/ENOENT/);
  });
});
