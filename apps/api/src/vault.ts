import { DataKey } from '@ostiary/db';
import { newDataKey, openField, sealField, unwrapDataKey, wrapDataKey } from '@ostiary/domain/crypto';
import { DomainError, type UserId } from '@ostiary/domain/shared';
import type { Context } from './context.ts';

type VaultContext = Pick<Context, 'em' | 'now'> & { readonly deps: Pick<Context['deps'], 'keys'> };

/** One person's fields, sealed and opened under their own data key; a token opens in its own row and column only. */
export interface Vault {
  readonly dataKey: Buffer;
  seal(place: { table: string; column: string; rowId: string }, text: string): string;
  open(place: { table: string; column: string; rowId: string }, token: string): string;
}

function vaultOf(ctx: VaultContext, dataKey: Buffer): Vault {
  return {
    dataKey,
    seal: (place, text) => sealField(dataKey, place, { text, now: ctx.now }),
    open: (place, token) => openField(dataKey, place, token),
  };
}

/** Makes the person's data key inside the caller's unit of work. */
export function createVault(ctx: VaultContext, userId: UserId): Vault {
  const dataKey = newDataKey();
  const { kekVersion, wrapped } = wrapDataKey(ctx.deps.keys.kek, userId, dataKey);
  ctx.em.persist(ctx.em.create(DataKey, { userId, kekVersion, wrapped, createdAt: ctx.now }));
  return vaultOf(ctx, dataKey);
}

/** Opens a person's vault. Throws `NOT_FOUND` when the data key was destroyed (erasure). */
export async function openVault(ctx: VaultContext, userId: UserId): Promise<Vault> {
  const row = await ctx.em.findOne(DataKey, { userId });
  if (!row) throw new DomainError('NOT_FOUND');
  const wrapped = Buffer.from(row.wrapped);
  return vaultOf(ctx, unwrapDataKey(ctx.deps.keys.kek, userId, { kekVersion: row.kekVersion, wrapped }));
}
