import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { Client } from 'pg';
import { ORIGIN, PASSWORD, register, say, withBank } from './bank.ts';

/** Logins a class; the figure to meet is stated for 1 000. */
const ROUNDS = Number(process.argv[2] ?? 1_000);
const T_LIMIT = 4.5;
const FLOOD = 200;
const P95_LIMIT_MS = 50;
const STALL_LIMIT_MS = 100;

const headers = { 'content-type': 'application/json', 'x-requested-by': 'ostiary' };

async function login(username: string, password: string): Promise<{ ms: number; seen: string }> {
  const begun = performance.now();
  const answer = await fetch(`${ORIGIN}/api/auth/login/`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ username, password }),
  });
  const body = await answer.text();
  const names = Array.from(answer.headers.keys()).toSorted();
  const { code } = JSON.parse(body) as { code?: string }; // our own API, by its document
  return { ms: performance.now() - begun, seen: JSON.stringify([answer.status, code, names]) };
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const variance = (values: readonly number[]) => {
  const middle = mean(values);
  return values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1);
};

/** Welch's t: how many standard errors two means lie apart. */
function welch(left: readonly number[], right: readonly number[]): number {
  return (mean(left) - mean(right)) / Math.sqrt(variance(left) / left.length + variance(right) / right.length);
}

interface Question {
  readonly title: string;
  readonly names: readonly [string, string];
  /** Runs before each login, outside of its time. */
  readonly prepare: () => Promise<unknown>;
}

/** Logins of two classes in turn, the first one changing sides, so that drift weighs on both alike. */
async function compare({ title, names, prepare }: Question): Promise<boolean> {
  const times: [number[], number[]] = [[], []];
  const seen = new Set<string>();
  for (let round = 0; round < ROUNDS; round++) {
    for (const side of round % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const)) {
      await prepare();
      const one = await login(names[side], 'Wrong-password-1');
      times[side].push(one.ms);
      seen.add(one.seen);
    }
  }
  const t = welch(...times);
  say(
    `${title}: t = ${t.toFixed(2)} over 2 × ${ROUNDS} (limit ±${T_LIMIT}), means ${times.map((side) => mean(side).toFixed(1)).join(' and ')} ms, ${seen.size} kind(s) of answer`,
  );
  return Math.abs(t) < T_LIMIT && seen.size === 1;
}

async function stall(door: ChildProcess): Promise<number> {
  door.send('stall?');
  const [{ stallMs }] = (await once(door, 'message')) as [{ stallMs: number }]; // what public-door.ts sends
  return stallMs;
}

/** How long a signed-in read takes, again and again until told to stop. */
async function sampleReads(access: string, isOver: () => boolean): Promise<number[]> {
  const times: number[] = [];
  while (!isOver()) {
    const begun = performance.now();
    const answer = await fetch(`${ORIGIN}/api/profile/`, { headers: { authorization: `Bearer ${access}` } });
    await answer.arrayBuffer();
    if (answer.status !== 200) throw new Error(`the profile answered ${answer.status}`);
    times.push(performance.now() - begun);
  }
  return times.toSorted((left, right) => left - right);
}

const p95 = (sorted: readonly number[]) => sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN;

async function flood(door: ChildProcess, access: string): Promise<boolean> {
  const until = performance.now() + 5_000;
  const calm = p95(await sampleReads(access, () => performance.now() > until));
  await stall(door);
  let isOver = false;
  const logins = Promise.allSettled(
    Array.from({ length: FLOOD }, (_, index) => login(`nobody${index}@example.com`, 'Wrong-password-1')),
  ).finally(() => (isOver = true));
  const busy = p95(await sampleReads(access, () => isOver));
  await logins;
  const longest = await stall(door);
  say(
    `${FLOOD} parallel logins: p95 of a read ${calm.toFixed(1)} → ${busy.toFixed(1)} ms (rise limit ${P95_LIMIT_MS}), longest stall ${longest.toFixed(0)} ms (limit ${STALL_LIMIT_MS})`,
  );
  return busy - calm < P95_LIMIT_MS && longest < STALL_LIMIT_MS;
}

await withBank(async ({ door, ownerUrl }) => {
  const owner = new Client({ connectionString: ownerUrl });
  await owner.connect();
  const access = await register(0);
  await register(1);
  await owner.query(`update app_user set is_blocked = true where email = 'bench1@example.com'`);
  const forget = () => owner.query('delete from login_throttle');
  const [known, blocked, unknown] = ['bench0@example.com', 'bench1@example.com', 'bench9@example.com'] as const;
  const results = [
    await flood(door, access),
    await compare({ title: 'unknown and wrong, below the limit', names: [unknown, known], prepare: forget }),
    await compare({ title: 'disabled and wrong, below the limit', names: [blocked, known], prepare: forget }),
  ];
  await forget();
  for (let attempt = 0; attempt < 6; attempt++)
    for (const name of [known, unknown]) await login(name, 'Wrong-password-1');
  await login(known, PASSWORD);
  results.push(
    await compare({ title: 'unknown and known, above it', names: [unknown, known], prepare: async () => {} }),
  );
  await owner.end();
  return results.every(Boolean);
});
