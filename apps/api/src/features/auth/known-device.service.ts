import type { AppUser } from '@ostiary/db';
import { codesEqual, hmacSha256, isCanonicalBase64url } from '@ostiary/domain/crypto';
import type { UserId } from '@ostiary/domain/shared';
import { v7 as uuidv7 } from 'uuid';
import type { Context } from '../../context.ts';
import { networkOf } from './throttle-keys.service.ts';

/** How long a browser or program that is not used stays known. */
export const KNOWN_DAYS = 90;
const DAY = 24 * 60 * 60_000;
const COOKIE = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([A-Za-z0-9_-]{43})$/;

const macOf = (ctx: Context, deviceId: string) => hmacSha256(ctx.deps.keys.device, `${ctx.door}|${deviceId}`);

/** The browser that is asking, by a cookie this door made; null for none, and for any that is not exactly ours. */
export function readDevice(ctx: Context): string | null {
  const [, deviceId, mac] = COOKIE.exec(ctx.request.deviceCookie ?? '') ?? [];
  if (deviceId === undefined || mac === undefined || !isCanonicalBase64url(mac)) return null;
  return codesEqual(macOf(ctx, deviceId), Buffer.from(mac, 'base64url')) ? deviceId : null;
}

const knownSince = ({ now }: Context) => new Date(now.getTime() - KNOWN_DAYS * DAY);

/** Whether this person signed in from this browser within 90 days. Asks the database for nobody (`null`) as well. */
export async function isKnown(ctx: Context, deviceId: string, userId: UserId | null): Promise<boolean> {
  const rows = await ctx.em.execute<unknown[]>(
    'select from known_device where device_id = ? and user_id = ?::uuid and last_seen_at > ?',
    [deviceId, userId, knownSince(ctx)],
  );
  return rows.length > 0;
}

/**
 * The same for a program without cookies: by what it calls itself, from the same network. A browser's name counts for
 * nothing here, since whoever can guess a password can copy that too. What was reported knows nobody.
 */
export async function isKnownProgram(ctx: Context, userId: UserId): Promise<boolean> {
  const rows = await ctx.em.execute<unknown[]>(
    `select from login_activity where user_id = ? and at > ? and user_agent = ? and outcome = 'SUCCEEDED'
       and device_id is null and ip <<= ?::inet and reported_at is null limit 1`,
    [userId, knownSince(ctx), ctx.request.userAgent, networkOf(ctx.request.address)],
  );
  return rows.length > 0;
}

/** Makes the browser one of the person's own for 90 days. REST clients have no cookies and stay unknown. */
export async function rememberDevice(
  tx: Context,
  user: Pick<AppUser, 'id'>,
): Promise<{ deviceId: string | null; isNewDevice: boolean }> {
  if (tx.face !== 'trpc') return { deviceId: null, isNewDevice: false };
  const deviceId = readDevice(tx) ?? uuidv7();
  const { userAgent, address } = tx.request;
  const [row] = await tx.em.execute<{ is_new: boolean }[]>(
    `insert into known_device as d (device_id, user_id, first_seen_at, last_seen_at, user_agent, ip) values (?, ?, ?, ?, ?, ?)
     on conflict (device_id, user_id) do update
       set last_seen_at = excluded.last_seen_at, user_agent = excluded.user_agent, ip = excluded.ip
     returning xmax = 0 as is_new`,
    [deviceId, user.id, tx.now, tx.now, userAgent, address],
  );
  const cookie = `${deviceId}.${macOf(tx, deviceId).toString('base64url')}`;
  tx.reply.setDeviceCookie(cookie, new Date(tx.now.getTime() + KNOWN_DAYS * DAY));
  return { deviceId, isNewDevice: row?.is_new === true };
}
