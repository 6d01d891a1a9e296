import type { QueueName } from '@ostiary/db';
import type { Deps } from '../context.ts';
import { runExport } from '../features/audit-log/export-run.ts';
import { runVerification } from '../features/audit-seal/verification.service.ts';
import { forgetOldRecords } from '../features/auth/forget.service.ts';
import { runIdentityCheck } from '../features/identity-checks/run-check.service.ts';
import { scanDocument } from '../features/kyc-documents/scan-document.ts';
import { deliverMessage } from '../features/notifications/deliver.service.ts';
import { sendResetLink } from '../features/passwords/forgot.service.ts';
import { replayPolicy } from '../features/policies/replay.service.ts';
import { commitJob } from '../features/review/held.service.ts';
import { assessAgain } from '../features/risk/assess-risk.service.ts';
import { maintain } from '../worker.ts';
import { rememberedVerdict } from './remembered-verdicts.ts';
import type { TestDeps } from './test-deps.ts';

const WORK: Record<QueueName, (deps: Deps, id: string) => Promise<unknown>> = {
  'deliver-message': deliverMessage,
  'scan-document': (deps, id) => scanDocument(deps, id, rememberedVerdict),
  'check-identity': runIdentityCheck,
  'assess-risk': assessAgain,
  'commit-decision': commitJob,
  'replay-policy': replayPolicy,
  'start-reset': sendResetLink,
  'verify-audit': runVerification,
  'export-audit': runExport,
  maintain: (deps) => maintain(deps),
  forget: (deps) => forgetOldRecords(deps),
};

interface WaitingJob {
  readonly id: string;
  readonly name: QueueName;
  readonly data: { readonly id?: string } | null;
}

/** Does every job that was committed, oldest first, until none waits; the first failure is thrown. */
export async function runJobs({ deps, owner }: Pick<TestDeps, 'deps' | 'owner'>): Promise<void> {
  for (;;) {
    const jobs = await owner<WaitingJob>(
      `update jobs.job set state = 'active' where state in ('created', 'retry')
         and (start_after <= now() or start_after <= bank_now()) and name in (${Object.keys(WORK)
           .map(() => '?')
           .join(', ')}) returning id, name, data`,
      Object.keys(WORK),
    );
    if (jobs.length === 0) return;
    for (const { id, name, data } of jobs.toSorted((a, b) => a.id.localeCompare(b.id))) {
      await WORK[name](deps, data?.id ?? '');
      await owner(`update jobs.job set state = 'completed', completed_on = now() where id = ? and name = ?`, [
        id,
        name,
      ]);
    }
  }
}
