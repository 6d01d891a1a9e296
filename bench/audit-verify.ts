// Verifies a record of a million events, with its database read, and watches how much memory that takes.
//   node bench/audit-verify.ts [events = 1000000]
import { checkpointForExport } from '../apps/api/src/features/audit-seal/copy.service.ts';
import { writeRecords } from '../apps/api/src/testing/audit-records.ts';
import { type AuditBank, say, withAuditBank } from './audit-bank.ts';

const EVENTS = Number(process.argv[2] ?? 1_000_000);
const LIMIT_S = (30 * EVENTS) / 1_000_000;
/** Above what the process needs before it begins. */
const LIMIT_MB = 256;
const AT_ONCE = 50_000;

const MB = 1024 * 1024;

async function fill({ owner, ...bank }: AuditBank): Promise<void> {
  const begun = performance.now();
  for (let written = 0; written < EVENTS; written += AT_ONCE) {
    await writeRecords(owner.em.fork(), Math.min(AT_ONCE, EVENTS - written), new Date());
    await checkpointForExport(bank);
  }
  await owner.em.fork().execute('vacuum analyze');
  say(`${EVENTS} events written and sealed in ${((performance.now() - begun) / 1000).toFixed(1)} s`);
}

async function measure(bank: AuditBank): Promise<boolean> {
  await fill(bank);
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  let peak = before;
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 20);
  const [begun, cpu] = [performance.now(), process.cpuUsage()];
  const { checked, checkpoints, faults } = await bank.verify();
  clearInterval(watch);
  const seconds = (performance.now() - begun) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const grown = (peak - before) / MB;
  say(
    `${checked} events, ${checkpoints} checkpoints verified in ${seconds.toFixed(1)} s   limit ${LIMIT_S.toFixed(1)} s   core of this process ${((user + system) / 1e6).toFixed(1)} s`,
  );
  say(`memory ${(before / MB).toFixed(0)} MB before, ${grown.toFixed(0)} MB more at most   limit ${LIMIT_MB} MB more`);
  say(`faults ${faults.length}   limit 0`);
  return checked === EVENTS && faults.length === 0 && seconds <= LIMIT_S && grown <= LIMIT_MB;
}

await withAuditBank(measure);
