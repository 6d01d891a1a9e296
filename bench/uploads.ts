import { type ChildProcess, execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { startEmbedded } from '@ostiary/db/embedded';
import { migrate } from '@ostiary/db/migrate';
import { MAX_FILE_BYTES } from '@ostiary/domain/kyc-documents';

const CUSTOMERS = 20;
const LIMIT_MIB = 120;
const PUBLIC_PORT = 8720;
const STAFF_PORT = 8721;
const ORIGIN = `http://127.0.0.1:${PUBLIC_PORT}`;
const MIB = 1024 * 1024;
const PAGE_BYTES = 4_096;

const say = (line: string) => process.stdout.write(`${line}\n`);
const mib = (bytes: number) => `${(bytes / MIB).toFixed(1)} MiB`;

/** Resident memory of a process, seen from outside; `ps` where there is no /proc. */
function residentBytes(pid: number): number {
  const statm = `/proc/${pid}/statm`;
  if (existsSync(statm)) return Number(readFileSync(statm, 'utf8').split(' ')[1]) * PAGE_BYTES;
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) * 1024;
}

async function post<Answer>(path: string, body: object): Promise<Answer> {
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
async function register(index: number): Promise<string> {
  const email = `bench${index}@example.com`;
  const account = { email, phone_number: `+1312555${1_000 + index}`, password: 'Quiet-harbour-41' };
  const { challenge } = await post<{ challenge: string }>('/api/auth/register/initiate/', account);
  const { access } = await post<{ access: string }>('/api/auth/register/verify/', {
    challenge,
    code: await codeFor(email),
  });
  return access;
}

const BOUNDARY = 'ostiary-bench';
const part = (name: string, value: string) =>
  `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;

async function upload(access: string, index: number, file: Buffer): Promise<void> {
  const fields =
    part('document_type', 'PASSPORT') +
    part('document_number', `B${7_000_000 + index}`) +
    part('expires_on', '2090-01-01');
  const head = Buffer.from(
    `${fields}--${BOUNDARY}\r\nContent-Disposition: form-data; name="document_file"; filename="passport.jpg"\r\nContent-Type: image/jpeg\r\n\r\n`,
  );
  const tail = Buffer.from(`\r\n--${BOUNDARY}--\r\n`);
  const headers = {
    authorization: `Bearer ${access}`,
    'content-type': `multipart/form-data; boundary=${BOUNDARY}`,
    'content-length': head.length + file.length + tail.length,
  };
  const call = request(`${ORIGIN}/api/kyc/upload/`, { method: 'POST', headers });
  call.write(head);
  call.write(file);
  call.end(tail);
  const [answer] = (await once(call, 'response')) as [IncomingMessage]; // what this event carries
  const body = await text(answer);
  if (answer.statusCode !== 201) throw new Error(`upload ${index} answered ${answer.statusCode}: ${body}`);
}

async function startDoor(dataDir: string, databaseUrl: string): Promise<ChildProcess> {
  const settings = {
    DATA_DIR: dataDir,
    DATABASE_URL: databaseUrl,
    PUBLIC_PORT: String(PUBLIC_PORT),
    STAFF_PORT: String(STAFF_PORT),
    DEMO: '0',
    LOG_LEVEL: 'error',
  };
  const door = fork(join(import.meta.dirname, 'upload-door.ts'), { env: settings });
  const ended = once(door, 'exit').then(([code]) => {
    throw new Error(`The API ended with ${String(code)} before it listened`);
  });
  await Promise.race([once(door, 'message'), ended]);
  ended.catch(() => undefined);
  return door;
}

/** Uploads in parallel and reports whether the process stayed under the limit. */
async function measure(pid: number): Promise<boolean> {
  const access: string[] = [];
  for (let index = 0; index < CUSTOMERS; index++) access.push(await register(index));
  await wait(3_000);
  // A JPEG by its first bytes; the door looks no further, and the scan job does not run here.
  const file = Buffer.alloc(MAX_FILE_BYTES, 0x5a);
  Buffer.from('ffd8ffe000104a464946', 'hex').copy(file);
  const idle = residentBytes(pid);
  let peak = idle;
  const sampling = setInterval(() => (peak = Math.max(peak, residentBytes(pid))), 10);
  const begun = performance.now();
  await Promise.all(access.map((token, index) => upload(token, index, file))).finally(() => clearInterval(sampling));
  const seconds = (performance.now() - begun) / 1_000;
  const over = (peak - idle) / MIB;
  say(`${CUSTOMERS} parallel uploads of ${mib(MAX_FILE_BYTES)}, scan jobs paused`);
  say(`  idle        ${mib(idle)}`);
  say(`  peak        ${mib(peak)}`);
  say(`  over idle   ${over.toFixed(1)} MiB (limit ${LIMIT_MIB} MiB)`);
  say(
    `  throughput  ${((CUSTOMERS * MAX_FILE_BYTES) / MIB / seconds).toFixed(0)} MiB/s, ${seconds.toFixed(1)} s in all`,
  );
  return over <= LIMIT_MIB;
}

async function main(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'ostiary-bench-'));
  const database = await startEmbedded({ dataDir, onProgress: say });
  let door: ChildProcess | undefined;
  try {
    await migrate({ ownerUrl: database.ownerUrl, appRole: decodeURIComponent(new URL(database.appUrl).username) });
    door = await startDoor(dataDir, database.appUrl);
    process.exitCode = (await measure(door.pid ?? 0)) ? 0 : 1;
  } finally {
    door?.disconnect();
    if (door?.exitCode === null) await once(door, 'exit');
    await database.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

await main();
