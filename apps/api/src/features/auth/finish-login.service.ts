import type { AppUser } from '@ostiary/db';
import type { AuthMethod, SignedIn } from '@ostiary/domain/auth';
import type { Context } from '../../context.ts';
import { recordActivity } from '../login-activity/record-activity.service.ts';
import { raiseNewDeviceSignal } from '../login-activity/signals.service.ts';
import { notify } from '../notifications/notifications.service.ts';
import { sayDevice } from '../sessions/device-label.service.ts';
import { sayWhen } from '../sessions/say-when.service.ts';
import { readAccess } from './access-token.ts';
import { isKnownProgram, rememberDevice } from './known-device.service.ts';
import { openSession } from './session.service.ts';

interface Device {
  readonly deviceId: string | null;
  readonly isNewDevice: boolean;
}

/** Portals are known by their cookie; a program, which keeps none, by its name. */
async function meetDevice(tx: Context, user: AppUser): Promise<Device> {
  if (tx.face === 'trpc') return rememberDevice(tx, user);
  return { deviceId: null, isNewDevice: !(await isKnownProgram(tx, user.id)) };
}

async function tellOwner(tx: Context, user: AppUser): Promise<void> {
  const { userAgent, address } = tx.request;
  const when = sayWhen(tx.now, user.language);
  await notify(tx, {
    user,
    template: 'new_sign_in',
    params: { when, device: sayDevice(userAgent, user.language), address },
  });
}

/**
 * What follows every way in, in the caller's transaction: the browser is remembered, the session opens, the history
 * has it, and the owner hears of a device nobody had seen. `amr` names what was proved; empty: only that the e-mail is
 * read, and the session counts as no fresh proof. Counters are the caller's to settle.
 */
export async function finishLogin(tx: Context, user: AppUser, amr: readonly AuthMethod[]): Promise<SignedIn> {
  const hasSignedInBefore = user.lastLogin != null;
  const { deviceId, isNewDevice } = await meetDevice(tx, user);
  const signedIn = await openSession(tx, user, amr);
  const { sessionId } = readAccess(tx.deps.keys, signedIn.access, tx);
  await tx.em.execute('update session set device_id = ?::uuid where id = ?', [deviceId, sessionId]);
  recordActivity(tx, { outcome: 'SUCCEEDED', user, identifier: user.username, deviceId, isNewDevice, sessionId });
  if (isNewDevice && hasSignedInBefore) {
    await tellOwner(tx, user);
    await raiseNewDeviceSignal(tx, user);
  }
  return signedIn;
}
