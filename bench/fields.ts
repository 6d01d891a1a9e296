// Sealing and opening of single fields on one core, beside what Node's own AES and HMAC need for the same bytes.
//   node bench/fields.ts [nonces = 1000000]
import { createCipheriv, createHmac, randomBytes } from 'node:crypto';
import { keyRingProvider, newDataKey, openField, sealField, unwrapDataKey, wrapDataKey } from '@ostiary/domain/crypto';

const NONCES = Number(process.argv[2] ?? 1_000_000);
const LEAST_A_SECOND = 10_000;
const PAGE = 50;
const PAGE_LIMIT_MS = 50;
const FIELDS = 20_000;
const TEXT = '400 North Lake Street, Chicago, IL 60611, US';

const say = (line: string) => process.stdout.write(`${line}\n`);
const now = new Date();
const placeOf = (at: number) => ({ table: 'customer', column: 'address_encrypted', rowId: `row-${at}` });

/** Milliseconds of one core, not of the clock: the machine may have other work too. */
function coreMs(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** Times a second of one core, the best of three rounds after one to warm up. */
function rate(work: (at: number) => unknown): number {
  const all = () => {
    for (let at = 0; at < FIELDS; at++) work(at);
  };
  const rounds = Array.from({ length: 4 }, () => (FIELDS / coreMs(all)) * 1000);
  return Math.max(...rounds.slice(1));
}

/** AES-128-CBC and HMAC-SHA-256 of the same text, with the random bytes they need and nothing around them. */
function bare(key: Buffer): Buffer {
  const iv = randomBytes(16);
  const cipher = createCipheriv('aes-128-cbc', key.subarray(16), iv);
  const sealed = Buffer.concat([iv, cipher.update(TEXT), cipher.final()]);
  return createHmac('sha256', key.subarray(0, 16)).update(sealed).digest();
}

function speed(): boolean {
  const dataKey = newDataKey();
  const token = sealField(dataKey, placeOf(1), { text: TEXT, now });
  const sealing = rate((at) => sealField(dataKey, placeOf(at), { text: TEXT, now }));
  const opening = rate(() => openField(dataKey, placeOf(1), token));
  const alone = rate(() => bare(dataKey));
  say(
    `fields sealed   ${sealing.toFixed(0).padStart(8)} a second   limit ${LEAST_A_SECOND}   1/${(alone / sealing).toFixed(1)} of bare AES and HMAC (${alone.toFixed(0)})`,
  );
  say(`fields opened   ${opening.toFixed(0).padStart(8)} a second   limit ${LEAST_A_SECOND}`);
  return sealing >= LEAST_A_SECOND && opening >= LEAST_A_SECOND;
}

/** What a list of customers costs: each one's key unwrapped, three of their fields opened. */
function page(): boolean {
  const ring = keyRingProvider(`1:${newDataKey().toString('base64url')}`);
  const people = Array.from({ length: PAGE }, (_, at) => {
    const dataKey = newDataKey();
    const tokens = [0, 1, 2].map((field) => sealField(dataKey, placeOf(field), { text: TEXT, now }));
    return { id: `person-${at}`, wrapped: wrapDataKey(ring, `person-${at}`, dataKey), tokens };
  });
  const open = () => {
    for (const { id, wrapped, tokens } of people) {
      const dataKey = unwrapDataKey(ring, id, wrapped);
      for (const [field, token] of tokens.entries()) openField(dataKey, placeOf(field), token);
    }
  };
  const times = Array.from({ length: 200 }, () => coreMs(open)).toSorted((left, right) => left - right);
  const p95 = times[Math.floor(times.length * 0.95)] ?? Number.NaN;
  say(`page of ${PAGE}, p95  ${p95.toFixed(1).padStart(8)} ms         limit ${PAGE_LIMIT_MS}`);
  return p95 < PAGE_LIMIT_MS;
}

/** Every token of one key has a nonce of its own. */
function nonces(): boolean {
  const dataKey = newDataKey();
  const seen = new Set<string>();
  for (let at = 0; at < NONCES; at++) {
    const token = Buffer.from(sealField(dataKey, placeOf(1), { text: TEXT, now }), 'base64url');
    seen.add(token.subarray(9, 25).toString('latin1'));
  }
  say(`repeated nonces ${String(NONCES - seen.size).padStart(8)} of ${NONCES}   limit 0`);
  return seen.size === NONCES;
}

process.exitCode = [speed(), page(), nonces()].every(Boolean) ? 0 : 1;
