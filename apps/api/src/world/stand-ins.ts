import { nextStatus } from '@ostiary/domain/application';
import type { ApplicationId } from '@ostiary/domain/shared';
import type { Deps } from '../context.ts';
import { asSystem, recordAudit } from '../features/audit/audit.service.ts';
import { getFile, touch } from '../features/requirements/case-file.service.ts';

/**
 * An edge that no service takes yet: expiry. It goes along the domain's own transitions and leaves the audit row that the
 * service will leave; once that exists, it takes this file's place.
 */
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
