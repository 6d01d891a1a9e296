import { createHmac } from 'node:crypto';
import bcrypt from 'bcrypt';
import { askThread } from './password-threads.ts';

const SCHEME = 'v1$';
const DEFAULT_COST = 12;
const MIN_PEPPER_BYTES = 32;
/** Cheaper ones, as tests make them, take less time than asking. */
const THREADED_COST = 10;

/**
 * `v1$` and bcrypt over base64(HMAC-SHA-384(pepper, NFKC(password))): 64 characters, so bcrypt's 72-byte cut never
 * bites, and a stolen hash cannot be tried without the pepper. Cost 12 unless a test says otherwise.
 */
export async function hashPassword(password: string, pepper: Buffer, cost = DEFAULT_COST): Promise<string> {
  const text = peppered(password, pepper);
  return SCHEME + String(await (cost < THREADED_COST ? bcrypt.hash(text, cost) : askThread({ text, cost })));
}

/** True when the password made this hash; false for any other, also for a stored text that is no hash of ours. */
export async function verifyPassword(password: string, stored: string, pepper: Buffer): Promise<boolean> {
  const hash = stored.startsWith(SCHEME) ? stored.slice(SCHEME.length) : '';
  const text = peppered(password, pepper);
  if ((costOf(stored) ?? 0) < THREADED_COST) return bcrypt.compare(text, hash);
  return (await askThread({ text, hash })) === true;
}

/** True when a stored hash was made at a lower cost than hashes are made at today, or is no hash of ours. */
export function needsRehash(stored: string, cost = DEFAULT_COST): boolean {
  const made = costOf(stored);
  return made === undefined || made < cost;
}

function costOf(stored: string): number | undefined {
  const [, made] = /^v1\$\$2b\$(\d\d)\$/.exec(stored) ?? [];
  return made === undefined ? undefined : Number(made);
}

/** Does the work of a verification for a name nobody has, so that time does not tell names apart. Always false. */
export async function verifyAgainstNobody(password: string, pepper: Buffer, cost = DEFAULT_COST): Promise<false> {
  await verifyPassword(password, dummyHash(cost), pepper);
  return false;
}

/**
 * `verifyPassword` in no less than the time of a hash made at today's `cost`: a cheaper one, of before the cost was
 * raised, would tell by its speed that the name is somebody's. 2^c + 2^c + 2^(c+1) … make up one of 2^cost.
 */
export async function verifyAlike(
  password: string,
  stored: string,
  { pepper, cost = DEFAULT_COST }: { pepper: Buffer; cost?: number },
): Promise<boolean> {
  const isRight = await verifyPassword(password, stored, pepper);
  for (let owed = costOf(stored) ?? cost; owed < cost; owed++) await verifyAgainstNobody(password, pepper, owed);
  return isRight;
}

/** Well-formed, of the wanted cost, and the hash of no known password. */
function dummyHash(cost: number): string {
  return `${SCHEME}$2b$${String(cost).padStart(2, '0')}$${'.'.repeat(53)}`;
}

function peppered(password: string, pepper: Buffer): string {
  if (pepper.length < MIN_PEPPER_BYTES) throw new RangeError('The password pepper has fewer than 32 bytes');
  return createHmac('sha384', pepper).update(password.normalize('NFKC'), 'utf8').digest('base64');
}
