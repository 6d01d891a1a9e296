import { DataKey } from '@ostiary/db';
import {
  newDataKey,
  openField,
  sealField,
  unwrapDataKey,
  unwrapDocumentKey,
  wrapDataKey,
} from '@ostiary/domain/crypto';
import { DomainError, type UserId } from '@ostiary/domain/shared';
import type { Context, Deps } from './context.ts';
import { orReport, type Reporter, type SealedPlace } from './features/data-protection/corruption.service.ts';

type VaultContext = Pick<Context, 'em' | 'now'> & { readonly deps: Pick<Deps, 'keys'> & Reporter };

/**
 * One person's fields, sealed and opened under their own data key; a token opens in its own row and column only.
 * What does not open is reported once (`CORRUPTED_CIPHERTEXT`, CRITICAL), and its row asks for the data again.
 */
export interface Vault {
  readonly dataKey: Buffer;
  seal(place: SealedPlace, text: string): string;
  /** Throws `CORRUPTED_DATA`, with the requirement where the place names one. */
  open(place: SealedPlace, token: string): string;
  /** The same for screens, where one broken field must not take the others along: null. */
  read(place: SealedPlace, token: string): string | null;
  /** The wrapped key of a document or an upload. Throws `CORRUPTED_DATA`. */
  openKey(place: SealedPlace, wrapped: Buffer): Buffer;
}

function vaultOf({ deps, now }: VaultContext, userId: UserId, dataKey: Buffer): Vault {
  const open: Vault['open'] = (place, token) =>
    orReport(deps, { userId, place, sealed: token }, () => openField(dataKey, place, token));
  return {
    dataKey,
    open,
    seal: (place, text) => sealField(dataKey, place, { text, now }),
    read(place, token) {
      try {
        return open(place, token);
      } catch (error) {
        if (error instanceof DomainError && error.code === 'CORRUPTED_DATA') return null;
        throw error;
      }
    },
    openKey: (place, wrapped) =>
      orReport(deps, { userId, place, sealed: wrapped }, () => unwrapDocumentKey(dataKey, place.rowId, wrapped)),
  };
}

/** Makes the person's data key inside the caller's unit of work. */
export function createVault(ctx: VaultContext, userId: UserId): Vault {
  const dataKey = newDataKey();
  const { kekVersion, wrapped } = wrapDataKey(ctx.deps.keys.kek, userId, dataKey);
  ctx.em.persist(ctx.em.create(DataKey, { userId, kekVersion, wrapped, createdAt: ctx.now }));
  return vaultOf(ctx, userId, dataKey);
}

/** Opens a person's vault. Throws `NOT_FOUND` when the data key was destroyed (erasure), `CORRUPTED_DATA`. */
export async function openVault(ctx: VaultContext, userId: UserId): Promise<Vault> {
  const row = await ctx.em.findOne(DataKey, { userId });
  if (!row) throw new DomainError('NOT_FOUND');
  const { kekVersion } = row;
  const wrapped = Buffer.from(row.wrapped);
  const place = { table: 'data_key', column: 'wrapped', rowId: userId };
  const dataKey = orReport(ctx.deps, { userId, place, sealed: wrapped }, () =>
    unwrapDataKey(ctx.deps.keys.kek, userId, { kekVersion, wrapped }),
  );
  return vaultOf(ctx, userId, dataKey);
}
