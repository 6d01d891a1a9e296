import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { MAX_FILE_BYTES } from '@ostiary/domain/kyc-documents';
import { ORIGIN, register, say, withBank } from './bank.ts';

const CUSTOMERS = 20;
const LIMIT_MIB = 120;
const MIB = 1024 * 1024;
const PAGE_BYTES = 4_096;

const mib = (bytes: number) => `${(bytes / MIB).toFixed(1)} MiB`;

/** Resident memory of a process, seen from outside; `ps` where there is no /proc. */
function residentBytes(pid: number): number {
  const statm = `/proc/${pid}/statm`;
  if (existsSync(statm)) return Number(readFileSync(statm, 'utf8').split(' ')[1]) * PAGE_BYTES;
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) * 1024;
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
  say(`  over idle   ${over.toFixed(1)} MiB, × ${(peak / idle).toFixed(2)} (limit ${LIMIT_MIB} MiB)`);
  say(
    `  throughput  ${((CUSTOMERS * MAX_FILE_BYTES) / MIB / seconds).toFixed(0)} MiB/s, ${seconds.toFixed(1)} s in all`,
  );
  return over <= LIMIT_MIB;
}

await withBank(({ door }) => measure(door.pid ?? 0));
