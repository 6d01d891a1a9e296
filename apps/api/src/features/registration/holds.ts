import { hmacSha256 } from '@ostiary/domain/crypto';
import type { UserId } from '@ostiary/domain/shared';
import type { Context } from '../../context.ts';
import { later } from './codes.ts';

/** A registration that nobody confirms is gone after so long, and what it claimed is free again. */
export const UNCONFIRMED_HOURS = 24;

/** What a registration takes for itself, the phone in E.164. */
export interface Claims {
  readonly email: string;
  readonly phoneNumber: string;
  readonly username?: string | undefined;
}
export type ClaimKind = keyof Claims;

/** Keyed, so that the table names nobody; as the unique indexes compare: in lower case. */
const hashOf = ({ deps }: Context, kind: ClaimKind, value: string) =>
  hmacSha256(deps.keys.pepper, `hold|${kind}|${value.toLowerCase()}`);

function hashesOf(ctx: Context, { email, phoneNumber, username }: Claims): Buffer[] {
  const hashes = [hashOf(ctx, 'email', email), hashOf(ctx, 'phoneNumber', phoneNumber)];
  return username === undefined ? hashes : [...hashes, hashOf(ctx, 'username', username)];
}

/** Of registrations that share a value, the second sees what became of the first. In one order: none waits in a ring. */
export async function lockClaims(tx: Context, claims: Claims): Promise<void> {
  for (const hash of hashesOf(tx, claims).toSorted((one, other) => one.compare(other)))
    await tx.em.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [hash.toString('hex')]);
}

/**
 * Takes for a decoy what a real registration would have claimed: were it free, a second registration with the same
 * phone, or the same username, would tell which of the two the first one was.
 */
export async function holdClaims(tx: Context, decoyId: string, claims: Claims): Promise<void> {
  for (const hash of hashesOf(tx, claims))
    await tx.em.execute('insert into registration_hold (decoy_id, value_hash, created_at) values (?, ?, ?)', [
      decoyId,
      hash,
      tx.now,
    ]);
}

/** Whose decoy holds the value, the latest one; null where none does. */
export async function findHolder(ctx: Context, kind: ClaimKind, value: string): Promise<UserId | null> {
  const [row] = await ctx.em.execute<{ user_id: UserId }[]>(
    `select c.user_id from registration_hold h join one_time_code c on c.id = h.decoy_id
     where h.value_hash = ? and h.created_at > ? order by h.created_at desc limit 1`,
    [hashOf(ctx, kind, value), later(ctx.now, -60 * UNCONFIRMED_HOURS)],
  );
  return row?.user_id ?? null;
}
