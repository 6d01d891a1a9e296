import { hmacSha256 } from '@ostiary/domain/crypto';
import type { UserId } from '@ostiary/domain/shared';
import type { Context } from '../../context.ts';
import { addressBytes } from '../../limits/address-bytes.ts';

type Source = Pick<Context, 'deps' | 'door'>;

const IPV4_BYTES = 4;
const NETWORK_HEXTETS = 4;

/** Keyed, so that the table of throttles names nobody. */
const keyed = (ctx: Pick<Context, 'deps'>, text: string) => hmacSha256(ctx.deps.keys.pepper, text);

/** Of an account, known or not: its id, or the `nameForm` of what was typed. */
export const accountKey = (ctx: Source, account: string) => keyed(ctx, `acct|${ctx.door}|${account}`);
export const deviceKey = (ctx: Source, deviceId: string, userId: UserId) =>
  keyed(ctx, `device|${ctx.door}|${deviceId}|${userId}`);
/** Of the second factor at the door, where whoever has the password may guess. */
export const factorKey = (ctx: Source, userId: UserId) => keyed(ctx, `factor|${ctx.door}|${userId}`);
/** The same from a browser the person is known by. */
export const deviceFactorKey = (ctx: Source, deviceId: string, userId: UserId) =>
  keyed(ctx, `device-factor|${ctx.door}|${deviceId}|${userId}`);
/** The same inside a session. */
export const factorProofKey = (ctx: Source, userId: UserId) => keyed(ctx, `factor-proof|${ctx.door}|${userId}`);
/** Of proofs inside a session, apart from signing in: a stranger's guesses must not lock who is in already. */
export const proofKey = (ctx: Source, userId: UserId) => keyed(ctx, `proof|${ctx.door}|${userId}`);
/** One for both doors: it is the same machine that guesses. */
export const addressKey = (ctx: Pick<Context, 'deps' | 'request'>) =>
  keyed(ctx, `address|${networkOf(ctx.request.address)}`);
export const globalKey = (ctx: Pick<Context, 'deps'>) => keyed(ctx, 'global');

/** The network that one customer of a provider has: an IPv4 address, or the /64 of an IPv6 address (RFC 6177). */
export function networkOf(address: string): string {
  const bytes = addressBytes(address);
  if (!bytes) return address;
  if (bytes.length === IPV4_BYTES) return bytes.join('.');
  const hextets = Array.from(
    { length: NETWORK_HEXTETS },
    (_, at) => (bytes[2 * at] ?? 0) * 256 + (bytes[2 * at + 1] ?? 0),
  );
  return `${hextets.map((hextet) => hextet.toString(16)).join(':')}::/64`;
}
