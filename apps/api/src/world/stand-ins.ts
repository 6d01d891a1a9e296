import { KycDecision } from '@ostiary/db';
import { nextStatus } from '@ostiary/domain/application';
import type { ApplicationId } from '@ostiary/domain/shared';
import { v7 as uuidv7 } from 'uuid';
import type { Deps, StaffContext } from '../context.ts';
import { asSystem, recordAudit } from '../features/audit/audit.service.ts';
import { evidenceHash, getFile, touch } from '../features/requirements/case-file.service.ts';
import { inTransaction } from '../transaction.ts';

/**
 * Two edges that no service takes yet, second approval and expiry. They go along the domain's own transitions and leave
 * the audit rows that the services will leave; once these exist, they take this file's place.
 */
export async function approveFirst(ctx: StaffContext, id: ApplicationId): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const file = await getFile(tx.em, id, { forUpdate: true });
    const { application } = file;
    const judgedVersion = application.version;
    application.riskBand = 'HIGH';
    application.status = nextStatus(application.status, 'approve_needs_second', 'lease_holder');
    application.claimedBy = null;
    application.claimedAt = null;
    application.leaseExpiresAt = null;
    touch(application, tx.now);
    const { status, round, version } = application;
    const auditId = recordAudit(tx, {
      action: 'application.first-approved',
      target: { type: 'kyc_application', id },
      after: { status, round, version },
    });
    const decision = {
      id: uuidv7(),
      applicationId: id,
      round,
      kind: 'APPROVE',
      decidedBy: tx.actor.id,
      decidedAt: tx.now,
      reasons: [],
      applicationVersion: judgedVersion,
      evidenceHash: evidenceHash(file),
      auditId,
    } as const;
    tx.em.persist(tx.em.create(KycDecision, { ...decision, reasons: [] }));
  });
}

export async function expire(deps: Deps, id: ApplicationId): Promise<void> {
  await deps.orm.em.fork().transactional(async (em) => {
    const ctx = asSystem(em, deps.clock());
    const { application } = await getFile(em, id, { forUpdate: true });
    application.status = nextStatus(application.status, 'expire', 'system');
    touch(application, ctx.now);
    recordAudit(ctx, {
      action: 'application.expired',
      target: { type: 'kyc_application', id },
      after: { status: application.status, version: application.version },
    });
  });
}
