import { ApplicationEvent, Customer, KycApplication } from '@ostiary/db';
import { type KycStatusView, mayStartAgain } from '@ostiary/domain/application';
import type { ApplicantKind } from '@ostiary/domain/policy';
import { type ApplicationId, DomainError, invalidField, type UserId } from '@ostiary/domain/shared';
import { v7 as uuidv7 } from 'uuid';
import type { Context, CustomerContext } from '../../context.ts';
import { inTransaction } from '../../transaction.ts';
import { recordAudit } from '../audit/audit.service.ts';
import { requestChecks } from '../identity-checks/request-checks.service.ts';
import { getOwnFile } from '../requirements/case-file.service.ts';
import { getStatus } from './application.service.ts';
import { newestPolicy } from './newest-policy.service.ts';

/** A new application under the newest policy, in the caller's unit of work. Throws `INVALID_INPUT` where the bank has none. */
export async function openApplication(
  ctx: Context,
  userId: UserId,
  { country, applicantKind }: { country: string; applicantKind: ApplicantKind },
): Promise<ApplicationId> {
  const version = await newestPolicy(ctx.em, { country, applicantKind });
  if (!version) throw invalidField('country', 'COUNTRY_NOT_SERVED');
  const id = uuidv7() as ApplicationId; // a fresh id is where the brand begins
  ctx.em.persist(
    ctx.em.create(KycApplication, {
      id,
      customerId: userId,
      policyVersionId: version.id,
      createdAt: ctx.now,
      updatedAt: ctx.now,
    }),
  );
  ctx.em.persist(
    ctx.em.create(ApplicationEvent, { id: uuidv7(), applicationId: id, kind: 'started', at: ctx.now, actorId: userId }),
  );
  return id;
}

/** What the person said before is asked about for the new application too. */
async function requestKnown(tx: CustomerContext): Promise<void> {
  let file = await getOwnFile(tx.em, tx.actor.id);
  for (const { code } of file.rows) file = await requestChecks(tx, file, code);
}

/**
 * POST /api/kyc/start/: a new application after one that was withdrawn, or declined 90 days ago; the old one stays.
 * What the person said of themselves is still known; documents and consent are given anew. Throws `INVALID_TRANSITION`.
 */
export async function startApplication(ctx: CustomerContext): Promise<KycStatusView> {
  return inTransaction(ctx, async (tx) => {
    const { application: last } = await getOwnFile(tx.em, tx.actor.id, { forUpdate: true });
    if (!mayStartAgain(last, tx.now)) throw new DomainError('INVALID_TRANSITION', { details: { status: last.status } });
    const customer = await tx.em.findOneOrFail(Customer, { id: tx.actor.id });
    const id = await openApplication(tx, tx.actor.id, customer);
    recordAudit(tx, {
      action: 'application.started',
      target: { type: 'kyc_application', id },
      after: { status: 'INCOMPLETE', previous: last.id },
    });
    // One open application each is the database's rule: of two at once, the second is refused here.
    await tx.em.flush();
    await requestKnown(tx);
    return getStatus(tx);
  });
}
