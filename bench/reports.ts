// The reports over 1 000 000 applications of three years: what the API's services need for each period, and for a file.
//   node bench/reports.ts [applications = 1000000] [rounds = 40]
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbedded } from '@ostiary/db/embedded';
import { migrate } from '@ostiary/db/migrate';
import { daysOn, type ReportFilter } from '@ostiary/domain/reports';
import { SHIPPED_ROLES } from '@ostiary/domain/shared';
import type { StaffContext } from '../apps/api/src/context.ts';
import { openDeps } from '../apps/api/src/deps.ts';
import { readEnv } from '../apps/api/src/env.ts';
import { readKycReport } from '../apps/api/src/features/reports/kyc-report.service.ts';
import { reportPdf } from '../apps/api/src/features/reports/pdf.ts';
import { kycDocument } from '../apps/api/src/features/reports/report-document.ts';
import { readSecurityReport } from '../apps/api/src/features/reports/security-report.service.ts';
import { attach, type OpenBank } from './queue-bank.ts';
import { fillBank } from './queue-world.ts';
import { fillPast } from './report-world.ts';
import { median, quantile } from './statistics.ts';

const LIMIT_MS = 500;
/** A file is written whole: fonts, tables and page numbers. */
const FILE_LIMIT_MS = 2_000;
const [size = '1000000', rounds = '40'] = process.argv.slice(2);
const say = (line: string) => process.stdout.write(`${line}\n`);

function asAdministrator(bank: OpenBank): StaffContext {
  const ctx = bank.ask();
  return {
    ...ctx,
    actor: { ...ctx.actor, permissions: new Set(SHIPPED_ROLES.BANK_ADMIN.permissions), onlyBranch: null },
  };
}

const today = new Date().toISOString().slice(0, 10);
const custom = (days: number): ReportFilter => ({ period: 'custom', from: daysOn(today, 1 - days), to: today });
const PERIODS: readonly [string, ReportFilter][] = [
  ['today', { period: 'today' }],
  ['30 days', { period: '30d' }],
  ['90 days', { period: '90d' }],
  ['this month', { period: 'month' }],
  ['one year', custom(365)],
  ['two years', custom(731)],
];

type Work = readonly [title: string, work: (bank: OpenBank) => Promise<unknown>, limitMs?: number];
const WORK: readonly Work[] = [
  ...PERIODS.map(([name, filter]): Work => [`KYC, ${name}`, (bank) => readKycReport(asAdministrator(bank), filter)]),
  ...PERIODS.map(([name, filter]): Work => [`own, ${name}`, (bank) => readKycReport(bank.ask(), filter)]),
  ...PERIODS.map(([name, filter]): Work => [
    `security, ${name}`,
    (bank) => readSecurityReport(asAdministrator(bank), filter),
  ]),
  [
    'KYC, 90 days, as PDF',
    async (bank) => {
      const report = await readKycReport(asAdministrator(bank), { period: '90d' });
      return reportPdf(kycDocument(report, { language: 'hi', by: 'A manager' }), 'hi');
    },
    FILE_LIMIT_MS,
  ],
];

async function measure(bank: OpenBank, [title, work, limitMs = LIMIT_MS]: Work): Promise<boolean> {
  const times: number[] = [];
  await work(bank);
  const coreBefore = await bank.coreMs();
  for (let round = 0; round < Number(rounds); round++) {
    const begun = performance.now();
    await work(bank);
    times.push(performance.now() - begun);
  }
  const core = ((await bank.coreMs()) - coreBefore) / times.length;
  const p95 = quantile(times, 0.95);
  const ms = (value: number) => value.toFixed(1).padStart(7);
  const verdict = p95 <= limitMs ? 'ok' : 'MISSED';
  say(
    `${title.padEnd(24)} p50 ${ms(median(times))}   p95 ${ms(p95)} ms   limit ${limitMs}   core ${ms(core)} ms   ${verdict}`,
  );
  return p95 <= limitMs;
}

const dataDir = mkdtempSync(join(tmpdir(), 'ostiary-bench-reports-'));
const begun = performance.now();
const database = await startEmbedded({ dataDir });
try {
  await migrate({ ownerUrl: database.ownerUrl, appRole: decodeURIComponent(new URL(database.appUrl).username) });
  const filling = await openDeps(readEnv({ DATA_DIR: dataDir, LOG_LEVEL: 'silent', DEMO: '0' }), database.appUrl);
  await fillBank(database.superuserUrl, Number(size), filling.keys);
  await filling.close();
  await fillPast(database.superuserUrl);
  const bank = await attach({ dataDir, appUrl: database.appUrl }, Number(size));
  const [kept] = await bank.ask().em.execute<{ n: number }[]>('select count(*)::integer as n from report_figure');
  say(`${size} applications made in ${((performance.now() - begun) / 1_000).toFixed(0)} s, ${kept?.n} kept figures`);
  say(`load ${loadavg()[0]?.toFixed(1)} (other work on this machine makes every time longer)`);
  let isOk = true;
  for (const work of WORK) isOk = (await measure(bank, work)) && isOk;
  await bank.close();
  process.exitCode = isOk ? 0 : 1;
} finally {
  await database.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
