import { seededRandom } from '../demo/drawing.ts';

/** Draws of one person or thing: the same in the same order for the same name. */
export interface Chance {
  /** A whole number from `from` to `to`, both included. */
  int(from: number, to: number): number;
  pick<Item>(items: readonly [Item, ...Item[]]): Item;
  uuid(): string;
}

/**
 * The drawings' own generator (mulberry32 over FNV-1a), begun anew for every name: who is person 7 does not depend on
 * how many were made before. A library's names and numbers would change with its versions, and every hash with them.
 */
export function chance(name: string): Chance {
  const random = seededRandom(name);
  const int = (from: number, to: number) => from + Math.floor(random() * (to - from + 1));
  const hex = (length: number) => Array.from({ length }, () => int(0, 15).toString(16)).join('');
  return {
    int,
    pick: (items) => items[int(0, items.length - 1)] ?? items[0],
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(12)}`,
  };
}

/** A prime larger than the factors of every size below, so that multiples of it visit each remainder once. */
const STEP = 15_485_863;

/**
 * The nth of `size` values in an order that only the seed knows. Two numbers below `size` never get the same value:
 * uniqueness by construction, without a list of what was given out.
 */
export function spread(n: number, { seed, name, size }: { seed: number; name: string; size: number }): number {
  const offset = Math.floor(seededRandom(`${seed} ${name}`)() * size);
  return ((n % size) * STEP + offset) % size;
}

/** Takes a number apart by mixed radix, the first radix first. */
export function digitsBy(value: number, radices: readonly number[]): number[] {
  let rest = value;
  return radices.map((radix) => {
    const digit = rest % radix;
    rest = Math.floor(rest / radix);
    return digit;
  });
}

export const pad = (value: number, length: number) => String(value).padStart(length, '0');
