import type { Assessed } from '@ostiary/domain/fraud-alerts';
import type { ApplicationId } from '@ostiary/domain/shared';
import { raiseAlerts } from '../features/fraud-alerts/raise.service.ts';
import { getFile } from '../features/requirements/case-file.service.ts';
import type { TestBank } from './sealed-swap.ts';

/** The assessment of one case, as its rules would have made it. */
export async function raiseFor({ deps }: Pick<TestBank, 'deps'>, id: ApplicationId, assessed: Assessed): Promise<void> {
  await deps.orm.em.fork().transactional(async (em) => {
    await raiseAlerts({ deps, em, now: deps.clock() }, await getFile(em, id), assessed);
  });
}
