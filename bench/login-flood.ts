import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { ORIGIN, say } from './bank.ts';
import { login } from './login.ts';
import { median, quantile } from './statistics.ts';

const FLOOD = 200;
const FLOODS = 3;
const CALM_MS = 5_000;
const RISE_LIMIT_MS = 50;
const STALL_LIMIT_MS = 100;
const READS = ['/api/profile/', '/api/auth/sessions/', '/api/profile/logins/'];

interface Spell {
  readonly reads: number;
  /** Of the reads, in ms. */
  readonly p95: number;
  /** The longest of the door's event loop, in ms. */
  readonly stall: number;
}

async function askStall(door: ChildProcess): Promise<number> {
  door.send('stall?');
  const [{ stallMs }] = (await once(door, 'message')) as [{ stallMs: number }]; // what public-door.ts sends
  return stallMs;
}

/** Signed-in reads, one after another, until `end` settles. */
async function observe(door: ChildProcess, access: string, end: Promise<unknown>): Promise<Spell> {
  let isOver = false;
  const over = end.finally(() => (isOver = true));
  await askStall(door);
  const times: number[] = [];
  while (!isOver) {
    const begun = performance.now();
    const path = READS[times.length % READS.length] ?? '';
    const answer = await fetch(ORIGIN + path, { headers: { authorization: `Bearer ${access}` } });
    await answer.arrayBuffer();
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`);
    times.push(performance.now() - begun);
  }
  await over;
  return { reads: times.length, p95: quantile(times, 0.95), stall: await askStall(door) };
}

/** Logins of names nobody has, each from an address of its own, all at once; says how many were answered how. */
export async function pour(): Promise<string> {
  const attempts = Array.from({ length: FLOOD }, (_, index) => ({
    name: `nobody${index}@example.com`,
    address: `198.18.0.${index + 1}`,
  }));
  const answers = await Promise.all(attempts.map(login));
  const refused = answers.filter(({ status }) => status === 401).length;
  const busy = answers.filter(({ status }) => status === 503).length;
  if (refused + busy !== FLOOD)
    throw new Error(`A flood was answered otherwise: ${answers.map((one) => one.status).join(' ')}`);
  return `${refused} verified and refused, ${busy} sent away as busy`;
}

const tell = (what: string, { reads, p95, stall }: Spell) =>
  say(`  ${what}  p95 ${p95.toFixed(1)} ms of ${reads} reads, longest stall ${stall.toFixed(0)} ms`);

/** Calm and flood in turn, so that what else the machine does weighs on both. True when the limits hold. */
export async function measureFloods(door: ChildProcess, access: string): Promise<boolean> {
  say(`${FLOOD} parallel logins from as many addresses, seen by signed-in reads:`);
  const [calm, flooded]: [Spell[], Spell[]] = [[], []];
  for (let round = 0; round < FLOODS; round++) {
    const quiet = await observe(door, access, wait(CALM_MS));
    tell('calm ', quiet);
    const flood = pour();
    const loud = await observe(door, access, flood);
    tell('flood', loud);
    say(`         ${await flood}`);
    calm.push(quiet);
    flooded.push(loud);
  }
  const of = (spells: Spell[], what: 'p95' | 'stall') => spells.map((spell) => spell[what]);
  const [before, during] = [median(of(calm, 'p95')), median(of(flooded, 'p95'))];
  const [idle, worst] = [Math.max(...of(calm, 'stall')), Math.max(...of(flooded, 'stall'))];
  say(
    `  p95, medians of ${FLOODS}: ${before.toFixed(1)} → ${during.toFixed(1)} ms, × ${(during / before).toFixed(2)}, rise ${(during - before).toFixed(1)} ms (limit ${RISE_LIMIT_MS})`,
  );
  say(
    `  longest stall: calm ${idle.toFixed(0)} ms, flood ${worst.toFixed(0)} ms, × ${(worst / idle).toFixed(2)} (limit ${STALL_LIMIT_MS} ms)`,
  );
  if (idle >= STALL_LIMIT_MS)
    say('  The calm itself is beyond that limit: other work on this machine decides, measure again.');
  return during - before < RISE_LIMIT_MS && worst < STALL_LIMIT_MS;
}
