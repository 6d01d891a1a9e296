import { RiskOverride } from '@ostiary/db';
import type { ApplicationId } from '@ostiary/domain/shared';
import type { Deps } from '../../context.ts';
import { asSystem, recordAudit } from '../audit/audit.service.ts';
import { getFile } from '../requirements/case-file.service.ts';
import { setBand } from './set-band.ts';

const AT_ONCE = 100;

async function endOne(deps: Deps, { id, applicationId }: { id: string; applicationId: ApplicationId }): Promise<void> {
  await deps.orm.em.fork().transactional(async (em) => {
    const system = asSystem(em, deps.clock());
    const { application } = await getFile(em, applicationId, { forUpdate: true });
    const override = await em.findOne(RiskOverride, { id, state: { $in: ['WAITING', 'LIVE'] } }, { refresh: true });
    if (!override) return;
    override.state = 'ENDED';
    override.endedAt = system.now;
    recordAudit(system, {
      action: 'risk.override-ended',
      target: { type: 'kyc_application', id: applicationId },
      after: { override: id, because: 'ENDS_AT' },
    });
    setBand(system, { application, override: null, cause: 'override' });
  });
}

/** Once a minute: overrides past their day no longer wait or count. */
export async function endOverrides(deps: Deps): Promise<void> {
  const due = await deps.orm.em.fork().execute<{ id: string; applicationId: ApplicationId }[]>(
    `select id, application_id as "applicationId" from risk_override
     where state in ('WAITING', 'LIVE') and ends_at <= ? order by ends_at limit ?`,
    [deps.clock(), AT_ONCE],
  );
  for (const override of due) await endOne(deps, override);
}
