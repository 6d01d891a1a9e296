import { Door } from '@ostiary/domain/auth';
import type { UserId } from '@ostiary/domain/shared';
import type { Context } from '../../context.ts';
import {
  accountKey,
  deviceFactorKey,
  deviceKey,
  factorKey,
  factorProofKey,
  proofKey,
} from './throttle-keys.service.ts';
import { unlock } from './throttle.service.ts';

/**
 * Opens every lock of a person, at both doors: of the account, of their browsers, of the second factor and of proofs.
 * To be called before the person is locked: counters come first in every sign-in, and two orders would be a deadlock.
 */
export async function openLocks(tx: Context, userId: UserId): Promise<void> {
  const devices = await tx.em.execute<{ device_id: string }[]>(
    'select device_id from known_device where user_id = ? order by device_id',
    [userId],
  );
  for (const door of Door.options) {
    const at = { ...tx, door };
    const ofDevices = [deviceKey, deviceFactorKey].flatMap((keyOf) =>
      devices.map(({ device_id }) => keyOf(at, device_id, userId)),
    );
    const own = [factorKey, proofKey, factorProofKey].map((keyOf) => keyOf(at, userId));
    for (const key of [accountKey(at, userId), ...ofDevices, ...own]) await unlock(tx, key);
  }
}

/** No browser is the person's own any more: whoever signs in from one next is new, and told to the owner. */
export async function forgetDevices(tx: Pick<Context, 'em'>, userId: UserId): Promise<void> {
  await tx.em.execute('delete from known_device where user_id = ?', [userId]);
}
