import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestBank, peopleCount, type TestBank } from '../../testing.ts';
import { childSettings } from '../../testing/child-settings.ts';
import { makePeople, readAllTheTime, ringEntry, withRings } from '../../testing/sealed-people.ts';

const USUAL = 300;
const PEOPLE = peopleCount(USUAL);
const KILLS = PEOPLE > USUAL ? 5 : 2;
const AT_ONCE = PEOPLE > USUAL ? 200 : 5;
const kek = [ringEntry(1), ringEntry(2)].join(',');
const index = [ringEntry(1), ringEntry(2)].join(',');
const first = (ring: string) => ring.split(',')[0] ?? '';
let bank: TestBank;
let child: ChildProcess | undefined;

beforeAll(async () => {
  bank = await createTestBank({ env: { KEK_RING: first(kek), BLIND_INDEX_KEYS: first(index) } });
});
afterAll(async () => {
  child?.kill('SIGKILL');
  await bank.close();
});

const told: string[] = [];

/** `npm run keys -- <command>` on the bank's database, as its own process. */
function start(command: string): ChildProcess {
  const env = { ...childSettings(bank), KEK_RING: kek, BLIND_INDEX_KEYS: index };
  const args = [join(import.meta.dirname, '../../keys-cli.ts'), command];
  if (command !== 'status') args.push(`--at-once=${AT_ONCE}`);
  child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  child.stdout?.on('data', (text: Buffer) => told.push(text.toString()));
  return child;
}

async function doneOf(kind: string): Promise<number> {
  const [row] = await bank.owner<{ done: number }>('select done from key_rotation where kind = ?', [kind]);
  return row?.done ?? 0;
}

/** Kills the command once it has renewed `share` of the people; whether it was still at work. */
async function killAt(command: string, kind: string, share: number): Promise<boolean> {
  const running = start(command);
  const ended = once(running, 'exit');
  while (running.exitCode === null && (await doneOf(kind)) < PEOPLE * share) await wait(2);
  const wasRunning = running.kill('SIGKILL');
  await ended;
  return wasRunning;
}

async function finish(command: string): Promise<number | null> {
  told.length = 0;
  const [code] = (await once(start(command), 'exit')) as [number | null]; // what `exit` tells
  return code;
}

const actions = async (kind: string) =>
  (
    await bank.owner<{ action: string }>(
      `select action from audit_event where action like 'key_rotation.%' and canonical::jsonb -> 'after' ->> 'kind' = ? order by at, id`,
      [kind],
    )
  ).map(({ action }) => action.split('.')[1]);

const CASES = [
  { command: 'rotate', kind: 'kek', left: 'select count(*)::int as n from data_key where kek_version <> 2' },
  { command: 'reindex', kind: 'index', left: 'select count(*)::int as n from identifier_index where key_version <> 2' },
] as const;

describe('a renewal of keys that is killed', () => {
  it.each(CASES)(
    `by kill -9 ${KILLS} times, keys $command, goes on for ${PEOPLE} people and no read fails`,
    { timeout: 60_000 + PEOPLE * 20 },
    async ({ command, kind, left }) => {
      const from = kind === 'kek' ? 0 : PEOPLE;
      const ids = await makePeople(bank, { count: PEOPLE, from });
      const begunAt = performance.now();
      const reader = readAllTheTime(withRings(bank, { KEK_RING: kek, BLIND_INDEX_KEYS: index }), ids, from);
      let killed = 0;
      for (let kill = 1; kill <= KILLS; kill++) killed += Number(await killAt(command, kind, kill / (KILLS + 2)));
      expect(killed).toBe(KILLS);
      const [waiting] = await bank.owner<{ n: number }>(left);
      expect(waiting?.n).toBeGreaterThan(0);
      expect(await finish(command)).toBe(0);
      const { reads, failed } = await reader.stop();
      const seconds = (performance.now() - begunAt) / 1000;
      if (PEOPLE > USUAL)
        process.stdout.write(
          `${command}: ${PEOPLE} people in ${seconds.toFixed(1)} s with ${KILLS} × kill -9, ${reads} reads meanwhile, ${failed} failed. ${told.at(-1) ?? ''}`,
        );
      expect(failed).toBe(0);
      expect(reads).toBeGreaterThan(10);
      expect(await bank.owner(left)).toEqual([{ n: 0 }]);
      expect(await actions(kind)).toEqual(['started', ...Array.from({ length: KILLS }, () => 'resumed'), 'finished']);
      const [run] = await bank.owner('select done, total from key_rotation where kind = ?', [kind]);
      expect(run?.done).toBe(run?.total);
    },
  );

  it('says afterwards which keys may go', async () => {
    expect(await finish('rotate')).toBe(0);
    expect(await finish('status')).toBe(0);
    expect(told.join('')).toMatch(
      /KEK_RING\n {2}version 2: [\d ]+ data keys, current\n {2}version 1: 0 data keys, may be removed/,
    );
  });
});
