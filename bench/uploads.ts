// 100 uploads of 10 MiB at once: memory over idle, and throughput beside a bare pipeline on the same machine.
//   node bench/uploads.ts [form|tus]
import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { MAX_FILE_BYTES } from '@ostiary/domain/kyc-documents';
import { ORIGIN, register, say, withBank } from './bank.ts';

const CUSTOMERS = 100;
const LIMIT_MIB = 150;
const LEAST_SHARE = 0.6;
const MIB = 1024 * 1024;
const PAGE_BYTES = 4_096;
const BOUNDARY = 'ostiary-bench';

const [way = 'form'] = process.argv.slice(2);
const mib = (bytes: number) => `${(bytes / MIB).toFixed(1)} MiB`;

/** Resident memory of a process, seen from outside; `ps` where there is no /proc. */
function residentBytes(pid: number): number {
  const statm = `/proc/${pid}/statm`;
  if (existsSync(statm)) return Number(readFileSync(statm, 'utf8').split(' ')[1]) * PAGE_BYTES;
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) * 1024;
}

interface Sent {
  readonly url: string;
  readonly method: 'POST' | 'PATCH';
  readonly headers: Record<string, string>;
  readonly pieces: readonly Buffer[];
}

async function send({ url, method, headers, pieces }: Sent): Promise<IncomingMessage> {
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  const call = request(url, { method, headers: { ...headers, 'content-length': length } });
  for (const piece of pieces) call.write(piece);
  call.end();
  const [answer] = (await once(call, 'response')) as [IncomingMessage]; // what this event carries
  const body = await text(answer);
  if (answer.statusCode !== 201 && answer.statusCode !== 204)
    throw new Error(`${url} answered ${answer.statusCode}: ${body}`);
  return answer;
}

const part = (name: string, value: string) =>
  `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
const numberOf = (index: number) => `B${7_000_000 + index}`;

async function sendForm(access: string, index: number, file: Buffer): Promise<void> {
  const fields = part('document_type', 'PASSPORT') + part('document_number', numberOf(index));
  const head = `${fields}--${BOUNDARY}\r\nContent-Disposition: form-data; name="document_file"; filename="passport.jpg"\r\nContent-Type: image/jpeg\r\n\r\n`;
  const headers = {
    authorization: `Bearer ${access}`,
    'content-type': `multipart/form-data; boundary=${BOUNDARY}`,
  };
  const pieces = [Buffer.from(head), file, Buffer.from(`\r\n--${BOUNDARY}--\r\n`)];
  await send({ url: `${ORIGIN}/api/kyc/upload/`, method: 'POST', headers, pieces });
}

async function sendTus(access: string, index: number, file: Buffer): Promise<void> {
  const base64 = (value: string) => Buffer.from(value).toString('base64');
  const shared = { authorization: `Bearer ${access}`, 'tus-resumable': '1.0.0' };
  const told = `document_type ${base64('PASSPORT')},document_number ${base64(numberOf(index))}`;
  const headers = { ...shared, 'upload-length': String(file.length), 'upload-metadata': told };
  const begun = await send({ url: `${ORIGIN}/api/uploads`, method: 'POST', headers, pieces: [] });
  await send({
    url: ORIGIN + (begun.headers.location ?? ''),
    method: 'PATCH',
    headers: { ...shared, 'content-type': 'application/offset+octet-stream', 'upload-offset': '0' },
    pieces: [file],
  });
}

/** MiB a second of all uploads together. */
async function timed(uploads: () => Promise<void>[]): Promise<number> {
  const begun = performance.now();
  await Promise.all(uploads());
  return (CUSTOMERS * MAX_FILE_BYTES) / MIB / ((performance.now() - begun) / 1_000);
}

async function measureBare(file: Buffer): Promise<number> {
  const bare = fork(join(import.meta.dirname, 'bare-pipeline.ts'));
  const [{ port }] = (await once(bare, 'message')) as [AddressInfo]; // what the program tells
  const url = `http://127.0.0.1:${port}/`;
  const one = () => send({ url, method: 'POST', headers: {}, pieces: [file] }).then(() => undefined);
  const rate = await timed(() => Array.from({ length: CUSTOMERS }, one));
  bare.disconnect();
  await once(bare, 'exit');
  return rate;
}

/** Uploads in parallel and reports whether memory and throughput stayed within their limits. */
async function measure(pid: number): Promise<boolean> {
  const access: string[] = [];
  for (let index = 0; index < CUSTOMERS; index++) access.push(await register(index));
  // A JPEG by its first bytes; the door looks no further, and the scan job does not run here.
  const file = Buffer.alloc(MAX_FILE_BYTES, 0x5a);
  Buffer.from('ffd8ffe000104a464946', 'hex').copy(file);
  const bare = await measureBare(file);
  await wait(3_000);
  const idle = residentBytes(pid);
  let peak = idle;
  const sampling = setInterval(() => (peak = Math.max(peak, residentBytes(pid))), 10);
  const sendOne = way === 'tus' ? sendTus : sendForm;
  const rate = await timed(() => access.map((token, index) => sendOne(token, index, file))).finally(() =>
    clearInterval(sampling),
  );
  const over = (peak - idle) / MIB;
  say(`${CUSTOMERS} parallel uploads of ${mib(MAX_FILE_BYTES)} by ${way}, scan jobs paused`);
  say(`  idle        ${mib(idle)}`);
  say(`  peak        ${mib(peak)}`);
  say(`  over idle   ${over.toFixed(1)} MiB (limit ${LIMIT_MIB} MiB)`);
  say(`  throughput  ${rate.toFixed(0)} MiB/s, bare pipeline ${bare.toFixed(0)} MiB/s`);
  say(`  share       ${(rate / bare).toFixed(2)} (at least ${LEAST_SHARE})`);
  return over <= LIMIT_MIB && rate / bare >= LEAST_SHARE;
}

await withBank(({ door }) => measure(door.pid ?? 0));
