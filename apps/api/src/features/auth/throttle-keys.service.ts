import { isIPv6 } from 'node:net';
import { hmacSha256 } from '@ostiary/domain/crypto';
import type { UserId } from '@ostiary/domain/shared';
import type { Context } from '../../context.ts';

type Source = Pick<Context, 'deps' | 'door' | 'request'>;

/** Keyed, so that the table of throttles names nobody. */
const keyed = (ctx: Pick<Context, 'deps'>, text: string) => hmacSha256(ctx.deps.keys.pepper, text);

/** Of an account, known or not: its id, or what was typed, in lower case. */
export const accountKey = (ctx: Source, account: string) => keyed(ctx, `acct|${ctx.door}|${account}`);
export const deviceKey = (ctx: Source, deviceId: string, userId: UserId) =>
  keyed(ctx, `device|${ctx.door}|${deviceId}|${userId}`);
export const factorKey = (ctx: Source, userId: UserId) => keyed(ctx, `factor|${ctx.door}|${userId}`);
/** One for both doors: it is the same machine that guesses. */
export const addressKey = (ctx: Source) => keyed(ctx, `address|${networkOf(ctx.request.address)}`);
export const globalKey = (ctx: Pick<Context, 'deps'>) => keyed(ctx, 'global');

const HEXTETS = 8;
const NETWORK_HEXTETS = 4;

/** The network that one customer of a provider has: an IPv4 address, or the /64 of an IPv6 address (RFC 6177). */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  // URL writes any spelling in the one form of RFC 5952, with a dotted tail in hexadecimal.
  const [head = '', tail] = new URL(`http://[${address}]/`).hostname.slice(1, -1).split('::');
  const parts = (text: string | undefined) => (text ? text.split(':') : []);
  const [left, right] = [parts(head), parts(tail)];
  const zeros = Array.from({ length: HEXTETS - left.length - right.length }, () => '0');
  return `${[...left, ...zeros, ...right].slice(0, NETWORK_HEXTETS).join(':')}::/64`;
}
