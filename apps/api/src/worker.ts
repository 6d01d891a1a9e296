import type { Deps } from './context.ts';
import { forgetOldRecords } from './features/auth/forget.service.ts';
import { keepRetention } from './features/data-protection/retention.service.ts';
import { tellOfDueCases } from './features/desk/due.service.ts';
import { prunePresence } from './features/desk/presence.service.ts';
import { keepChecking } from './features/identity-checks/keep-checking.service.ts';
import { runIdentityCheck } from './features/identity-checks/run-check.service.ts';
import { startSweeping, sweepDocuments } from './features/kyc-documents/janitor.ts';
import { scanDocument } from './features/kyc-documents/scan-document.ts';
import { deliverMessage, listUndelivered } from './features/notifications/notifications.service.ts';
import { sendResetLink } from './features/passwords/forgot.service.ts';
import { replayPolicy } from './features/policies/replay.service.ts';
import { removeAbandoned } from './features/registration/open-account.ts';
import { commitJob, commitOverdue } from './features/review/held.service.ts';
import { lapseLeases } from './features/review/lapse.service.ts';
import { foldCounts } from './features/review/queue-counts.service.ts';
import { assessAgain } from './features/risk/assess-risk.service.ts';
import { endOverrides } from './features/risk/end-overrides.service.ts';

/** What nobody asked for by name, once a minute: lapsed leases, due notices, abandoned accounts, stray files, retention, lost wake-ups. */
export async function maintain(deps: Deps): Promise<void> {
  await commitOverdue(deps);
  await lapseLeases(deps);
  await endOverrides(deps);
  await tellOfDueCases(deps);
  await prunePresence(deps);
  await foldCounts(deps);
  await removeAbandoned(deps);
  await sweepDocuments(deps);
  await keepChecking(deps);
  await keepRetention(deps);
  for (const id of await listUndelivered(deps)) await deliverMessage(deps, id);
}

/** Does the jobs of this process: in the same process as the doors by default, apart when scaled out. */
export async function startWorker(deps: Deps): Promise<void> {
  await deps.jobs.work('deliver-message', { atOnce: 2 }, (id) => deliverMessage(deps, id));
  await deps.jobs.work('scan-document', { atOnce: 2 }, (id) => scanDocument(deps, id));
  await deps.jobs.work('check-identity', { atOnce: 4 }, (id) => runIdentityCheck(deps, id));
  await deps.jobs.work('assess-risk', { atOnce: 2 }, (id) => assessAgain(deps, id));
  await deps.jobs.work('commit-decision', { atOnce: 2 }, (id) => commitJob(deps, id));
  await deps.jobs.work('replay-policy', { atOnce: 1 }, (id) => replayPolicy(deps, id));
  await deps.jobs.work('start-reset', { atOnce: 2 }, (sealed) => sendResetLink(deps, sealed));
  await deps.jobs.work('maintain', { atOnce: 1, everySeconds: 5 }, () => maintain(deps));
  await deps.jobs.everyMinute('maintain');
  await deps.jobs.work('forget', { atOnce: 1, everySeconds: 60 }, async () => {
    await forgetOldRecords(deps);
  });
  await deps.jobs.everyHour('forget');
  startSweeping(deps);
}
