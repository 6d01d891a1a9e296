import { newDataKey, wrapDocumentKey } from '@ostiary/domain/crypto';
import { v7 as uuidv7 } from 'uuid';
import { type createTestBank, type SignedInCustomer, testContext } from '../testing.ts';
import { openVault, type Vault } from '../vault.ts';

export type TestBank = Awaited<ReturnType<typeof createTestBank>>;
export type Sealed = string | Buffer;

export interface Place {
  readonly table: string;
  readonly column: string;
  readonly rowId: string;
}

/** One piece of ciphertext where it lies, and pieces that belong elsewhere. */
export interface Swap {
  readonly place: Place;
  readonly donors: readonly Sealed[];
  readonly put: (donor: Sealed) => Promise<unknown>;
  readonly read: () => Promise<unknown>;
  readonly restore: () => Promise<unknown>;
}
export type Cases = Readonly<Record<string, () => Promise<Swap>>>;

export interface Owner {
  readonly customer: SignedInCustomer;
  readonly vault: Vault;
}

export interface Spot {
  readonly place: Place;
  readonly donors: readonly Sealed[];
  /** Finds the row; by `id` unless its table has another key. */
  readonly where?: readonly [condition: string, ...params: string[]];
  readonly read: (held: () => Promise<Sealed>) => Promise<unknown>;
}

export async function swapOf(
  bank: TestBank,
  { place, donors, read, where = ['id = ?', place.rowId] }: Spot,
): Promise<Swap> {
  const { table, column } = place;
  const [condition, ...params] = where;
  const held = async () => {
    const [row] = await bank.owner<{ sealed: Sealed }>(
      `select ${column} as sealed from ${table} where ${condition}`,
      params,
    );
    return row?.sealed ?? '';
  };
  const before = await held();
  const put = (sealed: Sealed) =>
    bank.owner(`update ${table} set ${column} = ? where ${condition}`, [sealed, ...params]);
  return { place, donors, put, read: () => read(held), restore: () => put(before) };
}

export const DONOR = JSON.stringify('DONOR');

/** Sealed for another row, another column, and by another customer's key for this very place. */
export const strangers = (own: Vault, other: Vault, place: Place): string[] => [
  own.seal({ ...place, rowId: uuidv7() }, DONOR),
  own.seal({ ...place, column: 'other_encrypted' }, DONOR),
  other.seal(place, DONOR),
];

export const strangeKeys = (own: Vault, other: Vault, rowId: string): Buffer[] => [
  wrapDocumentKey(own.dataKey, uuidv7(), newDataKey()),
  wrapDocumentKey(other.dataKey, rowId, newDataKey()),
];

export async function ownerOf(bank: TestBank, customer?: SignedInCustomer): Promise<Owner> {
  const known = customer ?? (await bank.customer());
  const vault = await openVault(testContext(bank.deps, 'customer'), known.id);
  return { customer: known, vault };
}
