// How long a record waits to be sealed while 500 a second are written, and that nothing is skipped while one
// transaction stays open.
//   node bench/seal-lag.ts [seconds = 60] [seconds that a transaction stays open = 30]
import { setTimeout as wait } from 'node:timers/promises';
import { sealAudit } from '../apps/api/src/features/audit-seal/seal.service.ts';
import { writeRecords } from '../apps/api/src/testing/audit-records.ts';
import { type AuditBank, say, withAuditBank } from './audit-bank.ts';
import { quantile } from './statistics.ts';

const [SECONDS, OPEN_SECONDS] = [Number(process.argv[2] ?? 60), Number(process.argv[3] ?? 30)];
const A_SECOND = 500;
const TICK_MS = 20;
const EACH_TICK = (A_SECOND * TICK_MS) / 1000;
const LIMIT_MS = 2_000;

interface Lags {
  readonly lags: number[];
  readonly stop: () => Promise<void>;
}

/** Seals once a second, as the worker does, and notes for each record how long it had been written. */
function startSealing(bank: AuditBank, written: number[]): Lags {
  const lags: number[] = [];
  let running = Promise.resolve();
  const seal = async () => {
    const sealed = await sealAudit(bank);
    const at = performance.now();
    for (const moment of written.splice(0, sealed)) lags.push(at - moment);
  };
  const timer = setInterval(() => {
    running = running.then(seal);
  }, 1_000);
  const stop = async () => {
    clearInterval(timer);
    await running;
    await seal();
  };
  return { lags, stop };
}

/** One record a transaction, so many a second by the clock. */
async function write({ orm }: AuditBank, seconds: number, written: number[]): Promise<number> {
  const begun = performance.now();
  const open = new Set<Promise<void>>();
  let asked = 0;
  while (performance.now() - begun < seconds * 1000) {
    const due = Math.floor(((performance.now() - begun) * A_SECOND) / 1000);
    for (; asked < Math.max(due, EACH_TICK); asked++) {
      const one = writeRecords(orm.em.fork(), 1, new Date()).then(() => void written.push(performance.now()));
      open.add(one);
      void one.finally(() => open.delete(one));
    }
    await wait(TICK_MS);
  }
  await Promise.all(open);
  return asked / ((performance.now() - begun) / 1000);
}

async function lag(bank: AuditBank): Promise<boolean> {
  const written: number[] = [];
  await sealAudit(bank);
  const sealing = startSealing(bank, written);
  const rate = await write(bank, SECONDS, written);
  await sealing.stop();
  const p99 = quantile(sealing.lags, 0.99);
  const isOk = p99 <= LIMIT_MS && sealing.lags.length > 0;
  say(
    `${rate.toFixed(0)} records a second, ${sealing.lags.length} in all: sealed after p50 ${quantile(sealing.lags, 0.5).toFixed(0)} ms, p99 ${p99.toFixed(0)} ms   limit ${LIMIT_MS}   ${isOk ? 'ok' : 'MISSED'}`,
  );
  return isOk;
}

/** A transaction that has written and does not end, while others do. */
async function openTransaction(bank: AuditBank): Promise<boolean> {
  const slow = bank.owner.em.fork();
  await slow.begin();
  await writeRecords(slow, 1, new Date());
  const sealing = startSealing(bank, []);
  await write(bank, OPEN_SECONDS, []);
  await slow.commit();
  await sealing.stop();
  const [row] = await bank.owner.em
    .fork()
    .execute<{ left: number }[]>(
      `select count(*)::int as left from audit_event e where not exists (select from audit_seal s where s.event_id = e.id)`,
    );
  const { checked, faults } = await bank.verify();
  const isOk = row?.left === 0 && faults.length === 0;
  say(
    `a transaction open for ${OPEN_SECONDS} s: ${row?.left} of ${checked} records skipped, ${faults.length} faults   limit 0 and 0   ${isOk ? 'ok' : 'MISSED'}`,
  );
  return isOk;
}

await withAuditBank(async (bank) => [await lag(bank), await openTransaction(bank)].every(Boolean));
