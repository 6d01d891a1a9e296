// 100 uploads of 10 MiB at once: memory over idle, and throughput beside a bare pipeline on the same machine.
//   node bench/uploads.ts [form|tus]
import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { MAX_FILE_BYTES } from '@ostiary/domain/kyc-documents';
import { ORIGIN, register, say, withBank } from './bank.ts';
import { largestFile, send, sendForm } from './upload-form.ts';

const CUSTOMERS = 100;
const LIMIT_MIB = 150;
const LEAST_SHARE = 0.6;
const MIB = 1024 * 1024;
const PAGE_BYTES = 4_096;

const [way = 'form'] = process.argv.slice(2);
const mib = (bytes: number) => `${(bytes / MIB).toFixed(1)} MiB`;

/** Resident memory of a process, seen from outside; `ps` where there is no /proc. */
function residentBytes(pid: number): number {
  const statm = `/proc/${pid}/statm`;
  if (existsSync(statm)) return Number(readFileSync(statm, 'utf8').split(' ')[1]) * PAGE_BYTES;
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) * 1024;
}

const numberOf = (index: number) => `B${7_000_000 + index}`;

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
  const file = largestFile();
  const bare = await measureBare(file);
  await wait(3_000);
  const idle = residentBytes(pid);
  let peak = idle;
  const sampling = setInterval(() => (peak = Math.max(peak, residentBytes(pid))), 10);
  const sendOne = (token: string, index: number) =>
    way === 'tus' ? sendTus(token, index, file) : sendForm(token, { type: 'PASSPORT', number: numberOf(index), file });
  const rate = await timed(() => access.map(sendOne)).finally(() => clearInterval(sampling));
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
