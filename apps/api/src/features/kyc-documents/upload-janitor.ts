import { Upload } from '@ostiary/db';
import type { Deps } from '../../context.ts';
import { loggable } from '../../failures.ts';
import { finishUpload } from './finish-upload.ts';
import { onBehalfOf } from './on-behalf.ts';
import { finalRefusal } from './settle-upload.ts';
import { cancelUpload } from './upload-session.ts';

/** Whoever sent the last byte is finishing the upload until then. */
const FINISHING_MS = 20_000;
const DAY_MS = 86_400_000;
const KEPT_MS = 7 * DAY_MS;
const AT_ONCE = 20;

/** Uploads whose last byte came and whose document did not: the process died in between. */
async function finishWhole(deps: Deps): Promise<void> {
  const whole = await deps.orm.em
    .fork()
    .execute<Pick<Upload, 'id'>[]>(
      `select id from upload where state = 'OPEN' and received_bytes = size_bytes and updated_at < ? order by updated_at limit ?`,
      [new Date(deps.clock().getTime() - FINISHING_MS), AT_ONCE],
    );
  for (const { id } of whole) {
    const { customerId } = await deps.orm.em.fork().findOneOrFail(Upload, { id });
    await finishUpload(onBehalfOf(deps, customerId), id).catch((error: unknown) => {
      // A refusal is in the row; anything else is tried again with the next sweep.
      if (!finalRefusal(error))
        deps.log.warn({ err: loggable(error), uploadId: id }, 'an upload could not be finished yet');
    });
  }
}

async function endExpired(deps: Deps): Promise<void> {
  const expired = await deps.orm.em
    .fork()
    .find(
      Upload,
      { state: 'OPEN', expiresAt: { $lte: deps.clock() } },
      { limit: AT_ONCE, orderBy: { expiresAt: 'asc' } },
    );
  for (const { id, customerId } of expired)
    await cancelUpload(onBehalfOf(deps, customerId), id, 'upload.expired').catch((error: unknown) => {
      if (!finalRefusal(error)) throw error;
    });
}

/** Finishes what is whole, ends what ran out, and forgets what was settled a week ago. */
export async function sweepUploads(deps: Deps): Promise<void> {
  await finishWhole(deps);
  await endExpired(deps);
  const before = new Date(deps.clock().getTime() - KEPT_MS);
  await deps.orm.em.fork().nativeDelete(Upload, { state: { $ne: 'OPEN' }, updatedAt: { $lt: before } });
}
