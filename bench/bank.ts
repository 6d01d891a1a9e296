import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startEmbedded } from '@ostiary/db/embedded';
import { migrate } from '@ostiary/db/migrate';

const PUBLIC_PORT = 8720;
const STAFF_PORT = 8721;
/** What `npm start` gives to Node (decision 014). */
const AS_STARTED = ['--max-semi-space-size=2'];
export const ORIGIN = `http://127.0.0.1:${PUBLIC_PORT}`;
export const PASSWORD = 'Quiet-harbour-41';

export const say = (line: string) => process.stdout.write(`${line}\n`);

export async function post<Answer>(path: string, body: object): Promise<Answer> {
  const answer = await fetch(ORIGIN + path, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', 'x-requested-by': 'ostiary' },
  });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as Answer; // our own API, by its document
}

async function codeFor(email: string): Promise<string> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const page = await fetch(`${ORIGIN}/dev/mailbox?to=${encodeURIComponent(email)}`, {
      headers: { accept: 'application/json' },
    });
    const { messages } = (await page.json()) as { messages: { code?: string }[] }; // the dev mailbox, by its document
    if (messages[0]?.code !== undefined) return messages[0].code;
    await wait(100);
  }
  throw new Error(`No code came for ${email}`);
}

/** A fictional customer, signed in. */
export async function register(index: number): Promise<string> {
  const email = `bench${index}@example.com`;
  const account = { email, phone_number: `+1312555${1_000 + index}`, password: PASSWORD };
  const { challenge } = await post<{ challenge: string }>('/api/auth/register/initiate/', account);
  const { access } = await post<{ access: string }>('/api/auth/register/verify/', {
    challenge,
    code: await codeFor(email),
  });
  return access;
}

async function startDoor(dataDir: string, databaseUrl: string): Promise<ChildProcess> {
  const settings = {
    DATA_DIR: dataDir,
    DATABASE_URL: databaseUrl,
    PUBLIC_PORT: String(PUBLIC_PORT),
    STAFF_PORT: String(STAFF_PORT),
    TRUST_PROXY: '1',
    DEMO: '0',
    // Every login that a flood sends away would be a line.
    LOG_LEVEL: 'silent',
    RATE_LIMIT_FACTOR: '100000',
  };
  const door = fork(join(import.meta.dirname, 'public-door.ts'), { env: settings, execArgv: AS_STARTED });
  const ended = once(door, 'exit').then(([code]) => {
    throw new Error(`The API ended with ${String(code)} before it listened`);
  });
  await Promise.race([once(door, 'message'), ended]);
  ended.catch(() => undefined);
  return door;
}

/** A customer door on an embedded PostgreSQL of its own, both gone afterwards. Exit code 1 when `measure` says no. */
export async function withBank(
  measure: (bank: { door: ChildProcess; ownerUrl: string }) => Promise<boolean>,
): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'ostiary-bench-'));
  const database = await startEmbedded({ dataDir, onProgress: say });
  let door: ChildProcess | undefined;
  try {
    await migrate({ ownerUrl: database.ownerUrl, appRole: decodeURIComponent(new URL(database.appUrl).username) });
    door = await startDoor(dataDir, database.appUrl);
    process.exitCode = (await measure({ door, ownerUrl: database.ownerUrl })) ? 0 : 1;
  } finally {
    door?.disconnect();
    if (door?.exitCode === null) await once(door, 'exit');
    await database.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
