import { isLeafOf } from './ranges.ts';
import type { HashNode } from './tree.ts';

const HASH_BYTES = 32;

/** Not in constant time: hashes of the record are no secret. */
export function isSameHash(left: Uint8Array, right: Uint8Array): boolean {
  if (left.length !== right.length) return false;
  // Three times as fast as `every`, and a verification compares millions.
  for (let at = 0; at < left.length; at++) if (left[at] !== right[at]) return false;
  return true;
}

export interface Inclusion {
  readonly index: number;
  readonly size: number;
  readonly leaf: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

const areHashes = (hashes: readonly Uint8Array[]) => hashes.every(({ length }) => length === HASH_BYTES);

/** The root that an inclusion proof leads to (RFC 9162 section 2.1.3.2); null where the proof has the wrong shape. */
export function rootFromInclusion(hashNode: HashNode, { index, size, leaf, proof }: Inclusion): Uint8Array | null {
  if (!isLeafOf(index, size) || !areHashes([leaf, ...proof])) return null;
  let [at, last, root] = [index, size - 1, leaf];
  for (const hash of proof) {
    if (last === 0) return null;
    if (at % 2 === 1 || at === last) {
      root = hashNode(hash, root);
      for (; at % 2 === 0 && at !== 0; at /= 2) last = Math.floor(last / 2);
    } else {
      root = hashNode(root, hash);
    }
    at = Math.floor(at / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 ? root : null;
}

/** Whether the leaf lies at its index in the tree of that size and root. */
export function verifyInclusion(hashNode: HashNode, inclusion: Inclusion, root: Uint8Array): boolean {
  const reached = rootFromInclusion(hashNode, inclusion);
  return reached !== null && isSameHash(reached, root);
}

export interface Consistency {
  readonly first: { readonly size: number; readonly root: Uint8Array };
  readonly second: { readonly size: number; readonly root: Uint8Array };
  readonly proof: readonly Uint8Array[];
}

const isPower = (size: number) => Number.isInteger(Math.log2(size));

/** The two roots that a proof between trees of unequal size leads to (RFC 9162 section 2.1.4.2), or null. */
function climb(hashNode: HashNode, { first, second, proof }: Consistency): [Uint8Array, Uint8Array] | null {
  const path = isPower(first.size) ? [first.root, ...proof] : proof;
  const [seed, ...rest] = path;
  if (seed === undefined || !areHashes(path)) return null;
  let [at, last] = [first.size - 1, second.size - 1];
  for (; at % 2 === 1; at = (at - 1) / 2) last = Math.floor(last / 2);
  let [one, two] = [seed, seed];
  for (const hash of rest) {
    if (last === 0) return null;
    if (at % 2 === 1 || at === last) {
      one = hashNode(hash, one);
      two = hashNode(hash, two);
      for (; at % 2 === 0 && at !== 0; at /= 2) last = Math.floor(last / 2);
    } else {
      two = hashNode(two, hash);
    }
    at = Math.floor(at / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 ? [one, two] : null;
}

/** Whether the second tree begins with all leaves of the first, in their order. Trees of size 0 prove nothing. */
export function verifyConsistency(hashNode: HashNode, consistency: Consistency): boolean {
  const { first, second, proof } = consistency;
  if (!isLeafOf(first.size - 1, second.size)) return false;
  if (first.size === second.size) return proof.length === 0 && isSameHash(first.root, second.root);
  const roots = proof.length === 0 ? null : climb(hashNode, consistency);
  return roots !== null && isSameHash(roots[0], first.root) && isSameHash(roots[1], second.root);
}
