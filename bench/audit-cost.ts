// What writing the audit record costs: reviewers take the next case and give it back, with and without the records of
// it, in turns of one run. Without them the owner of the tables writes, who alone may (docs/audit.md).
//   node bench/audit-cost.ts [cases taken and given back in each turn = 400] [reviewers at once = 16]
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { AuditEvent } from '@ostiary/db';
import { startEmbedded } from '@ostiary/db/embedded';
import { migrate } from '@ostiary/db/migrate';
import { Client } from 'pg';
import { openDeps } from '../apps/api/src/deps.ts';
import { readEnv } from '../apps/api/src/env.ts';
import { claimNext, releaseCase } from '../apps/api/src/features/review/lease.service.ts';
import { attach, type OpenBank } from './queue-bank.ts';
import { fillBank } from './queue-world.ts';
import { median } from './statistics.ts';

const [each = '400', writers = '16'] = process.argv.slice(2);
const LIMIT = 0.15;
const ROUNDS = 10;
const APPLICATIONS = 10_000;
const say = (line: string) => process.stdout.write(`${line}\n`);

/** While it is off, records are made and left out as the unit of work is written. */
function recordSwitch(bank: OpenBank) {
  const state = { isOn: true };
  bank
    .ask()
    .deps.orm.em.getEventManager()
    .registerSubscriber({
      beforeFlush({ uow }) {
        if (state.isOn) return;
        for (const entity of uow.getPersistStack()) if (entity instanceof AuditEvent) uow.unsetIdentity(entity);
      },
    });
  return state;
}

/** Cases taken and given back, a second. */
async function rate({ reviewers, as }: OpenBank, count: number): Promise<number> {
  let left = count;
  const begun = performance.now();
  const work = async (id: (typeof reviewers)[number]) => {
    while (left-- > 0) {
      const { case: taken } = await claimNext(as(id));
      if (taken === null) throw new Error('No case waits');
      await releaseCase(as(id), taken.id);
    }
  };
  await Promise.all(reviewers.slice(0, Number(writers)).map(work));
  return count / ((performance.now() - begun) / 1_000);
}

async function recordsOf(bank: OpenBank): Promise<number> {
  const rows = await bank.ask().em.execute<{ n: number }[]>('select count(*)::integer as n from audit_event');
  return rows[0]?.n ?? 0;
}

/** In turns, so that whatever else the machine does weighs on both. */
async function measure(bank: OpenBank): Promise<boolean> {
  const records = recordSwitch(bank);
  const count = Number(each);
  const turn = async (isOn: boolean) => {
    records.isOn = isOn;
    const before = await recordsOf(bank);
    const rated = await rate(bank, count);
    const written = (await recordsOf(bank)) - before;
    if (isOn ? written < 2 * count : written > 0) throw new Error(`${written} records for ${count} cases`);
    return rated;
  };
  for (const isOn of [false, true]) await turn(isOn);
  const ratios: { bare: number; audited: number }[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const order = round % 2 === 0 ? [false, true] : [true, false];
    const rates = new Map<boolean, number>();
    for (const isOn of order) rates.set(isOn, await turn(isOn));
    ratios.push({ bare: rates.get(false) ?? Number.NaN, audited: rates.get(true) ?? Number.NaN });
  }
  const cost = 1 - median(ratios.map(({ bare, audited }) => audited / bare));
  say(
    `load ${loadavg()[0]?.toFixed(1)}; ${median(ratios.map(({ bare }) => bare)).toFixed(0)} cases a second without, ${median(ratios.map(({ audited }) => audited)).toFixed(0)} with the audit record: ${(cost * 100).toFixed(1)} % less   limit ${LIMIT * 100} %   ${cost <= LIMIT ? 'ok' : 'MISSED'}`,
  );
  return cost <= LIMIT;
}

const dataDir = mkdtempSync(join(tmpdir(), 'ostiary-bench-'));
const database = await startEmbedded({ dataDir });
try {
  const { ownerUrl, appUrl, superuserUrl } = database;
  await migrate({ ownerUrl, appRole: decodeURIComponent(new URL(appUrl).username) });
  const filling = await openDeps(readEnv({ DATA_DIR: dataDir, LOG_LEVEL: 'silent', DEMO: '0' }), appUrl);
  await fillBank(superuserUrl, APPLICATIONS, filling.keys);
  await filling.close();
  const client = new Client({ connectionString: superuserUrl });
  await client.connect();
  await client.query(`alter role ${decodeURIComponent(new URL(ownerUrl).username)} set ostiary.unattributed = 'bench'`);
  await client.end();
  const bank = await attach({ dataDir, appUrl: ownerUrl }, APPLICATIONS);
  try {
    process.exitCode = (await measure(bank)) ? 0 : 1;
  } finally {
    await bank.close();
  }
} finally {
  await database.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
