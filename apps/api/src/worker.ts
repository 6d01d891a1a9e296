import type { Deps } from './context.ts';
import { loggable } from './failures.ts';
import { runExport } from './features/audit-log/export-run.ts';
import { sweepExports } from './features/audit-log/export-sweep.ts';
import { startSealing } from './features/audit-seal/sealing.service.ts';
import { runVerification } from './features/audit-seal/verification.service.ts';
import { watchAudit } from './features/audit-seal/watch.service.ts';
import { forgetOldRecords } from './features/auth/forget.service.ts';
import { tellOfLocks } from './features/auth/tell-locks.service.ts';
import { keepRetention } from './features/data-protection/retention.service.ts';
import { tellOfDueCases } from './features/desk/due.service.ts';
import { tellOfNewCases } from './features/desk/new-cases.service.ts';
import { prunePresence } from './features/desk/presence.service.ts';
import { keepChecking } from './features/identity-checks/keep-checking.service.ts';
import { runIdentityCheck } from './features/identity-checks/run-check.service.ts';
import { startSweeping, sweepDocuments } from './features/kyc-documents/janitor.ts';
import { scanDocument } from './features/kyc-documents/scan-document.ts';
import { deliverForgotten, deliverMessage } from './features/notifications/deliver.service.ts';
import { mailDeskNotices } from './features/notifications/mail-desk.service.ts';
import { sendResetLink } from './features/passwords/forgot.service.ts';
import { replayPolicy } from './features/policies/replay.service.ts';
import { removeAbandoned } from './features/registration/open-account.ts';
import { foldReports } from './features/reports/figures.service.ts';
import { commitJob, commitOverdue } from './features/review/held.service.ts';
import { lapseLeases } from './features/review/lapse.service.ts';
import { foldCounts } from './features/review/queue-counts.service.ts';
import { assessAgain } from './features/risk/assess-risk.service.ts';
import { endOverrides } from './features/risk/end-overrides.service.ts';
import { startTelling, tellOfCritical } from './features/security-events/tell-critical.service.ts';

/** What nobody asked for by name: lapsed leases, due notices, abandoned accounts, stray files, retention, lost wake-ups. */
export const ROUND: readonly ((deps: Deps) => Promise<unknown>)[] = [
  commitOverdue,
  lapseLeases,
  endOverrides,
  tellOfDueCases,
  tellOfNewCases,
  prunePresence,
  foldCounts,
  foldReports,
  removeAbandoned,
  sweepDocuments,
  keepChecking,
  keepRetention,
  watchAudit,
  sweepExports,
  tellOfCritical,
  tellOfLocks,
  mailDeskNotices,
  deliverForgotten,
];

/** Once a minute. No step waits for another: what fails is logged, the rest is done, and the round has failed. */
export async function maintain(deps: Deps): Promise<void> {
  const failures: unknown[] = [];
  for (const step of ROUND)
    await step(deps).catch((error: unknown) => {
      deps.log.error({ err: loggable(error), step: step.name }, 'a step of the minute’s round failed');
      failures.push(error);
    });
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} steps of the round failed`);
}

/** Does the jobs of this process: in the same process as the doors by default, apart when scaled out. */
export async function startWorker(deps: Deps): Promise<void> {
  await deps.jobs.work('deliver-message', { atOnce: 2, batch: 20 }, (id) => deliverMessage(deps, id));
  await deps.jobs.work('scan-document', { atOnce: 2 }, (id) => scanDocument(deps, id));
  await deps.jobs.work('check-identity', { atOnce: 4 }, (id) => runIdentityCheck(deps, id));
  await deps.jobs.work('assess-risk', { atOnce: 2 }, (id) => assessAgain(deps, id));
  await deps.jobs.work('commit-decision', { atOnce: 2 }, (id) => commitJob(deps, id));
  await deps.jobs.work('replay-policy', { atOnce: 1 }, (id) => replayPolicy(deps, id));
  await deps.jobs.work('export-audit', { atOnce: 1 }, (id) => runExport(deps, id));
  await deps.jobs.work('start-reset', { atOnce: 2 }, (sealed) => sendResetLink(deps, sealed));
  await deps.jobs.work('maintain', { atOnce: 1, everySeconds: 5 }, () => maintain(deps));
  await deps.jobs.everyMinute('maintain');
  await deps.jobs.work('forget', { atOnce: 1, everySeconds: 60 }, async () => {
    await forgetOldRecords(deps);
  });
  await deps.jobs.everyHour('forget');
  await deps.jobs.work('verify-audit', { atOnce: 1, everySeconds: 2 }, (id) => runVerification(deps, id));
  await deps.jobs.everyDay('verify-audit');
  startSealing(deps);
  startSweeping(deps);
  startTelling(deps);
}
