import { type Place, type Range, subtreesOf } from './ranges.ts';

/** SHA-256(0x01 || left || right), RFC 6962 section 2.1; an argument, because rules have no I/O (`nodeHash` of domain/crypto). */
export type HashNode = (left: Uint8Array, right: Uint8Array) => Uint8Array;

/** Subtrees are kept at every fourth level; those between are made again from at most 16 kept ones. */
export const KEPT_LEVELS = 4;

export interface Subtree extends Place {
  readonly hash: Uint8Array;
}

/** A tree that only grows: its size and the roots of its complete subtrees, largest first. 32 bytes each, at most 53. */
export interface Frontier {
  readonly size: number;
  readonly peaks: readonly Uint8Array[];
}

export const EMPTY_FRONTIER: Frontier = { size: 0, peaks: [] };

/** The root of neighbouring complete subtrees, largest first. Undefined of none: the empty tree's root is SHA-256(''). */
export function foldPeaks(hashNode: HashNode, peaks: readonly Uint8Array[]): Uint8Array | undefined {
  return peaks.length === 0 ? undefined : peaks.reduceRight((right, left) => hashNode(left, right));
}

/**
 * Appends leaf hashes in O(number of leaves).
 * @returns the grown tree and the subtrees to keep that it completed, lowest first within each leaf
 */
export function growTree(hashNode: HashNode, { size, peaks }: Frontier, leaves: readonly Uint8Array[]) {
  const stack = [...peaks];
  const completed: Subtree[] = [];
  for (const [offset, leaf] of leaves.entries()) {
    let [index, level, hash] = [size + offset, 0, leaf];
    for (; index % 2 === 1; index = (index - 1) / 2) {
      const left = stack.pop();
      if (left === undefined) throw new RangeError(`A tree of ${size} has more peaks than ${peaks.length}`);
      hash = hashNode(left, hash);
      level += 1;
      if (level % KEPT_LEVELS === 0) completed.push({ level, index: (index - 1) / 2, hash });
    }
    stack.push(hash);
  }
  return { frontier: { size: size + leaves.length, peaks: stack } satisfies Frontier, completed };
}

/** The kept subtrees (or leaves) that a complete subtree is made from, left first; itself where it is kept. */
function keptUnder({ level, index }: Place): Place[] {
  const kept = level - (level % KEPT_LEVELS);
  const width = 2 ** (level - kept);
  return Array.from({ length: width }, (_, at) => ({ level: kept, index: index * width + at }));
}

/** Every kept subtree (level 0: leaf) that the roots of these ranges are made from, each once. */
export function keptPlacesOf(ranges: readonly Range[]): Place[] {
  const places = ranges.flatMap((range) => subtreesOf(range).flatMap(keptUnder));
  return [...new Map(places.map((place) => [`${place.level}/${place.index}`, place])).values()];
}

function pairUp(hashNode: HashNode, hashes: readonly Uint8Array[]): Uint8Array {
  let row = hashes;
  while (row.length > 1)
    row = row.flatMap((left, at) => {
      const right = row[at + 1];
      return at % 2 === 0 && right !== undefined ? [hashNode(left, right)] : [];
    });
  const [root] = row;
  if (root === undefined) throw new RangeError('A subtree has no leaves');
  return root;
}

/** Roots of the complete subtrees of a range, made from kept ones. Throws RangeError for one that is not kept. */
export function peaksOf(hashNode: HashNode, range: Range, kept: (place: Place) => Uint8Array | undefined) {
  return subtreesOf(range).map((place) =>
    pairUp(
      hashNode,
      keptUnder(place).map((each) => {
        const hash = kept(each);
        if (hash === undefined) throw new RangeError(`Subtree ${each.level}/${each.index} is not kept`);
        return hash;
      }),
    ),
  );
}

/** The hashes of a proof, one per range, made from kept subtrees. Throws RangeError for one that is not kept. */
export function proofOfRanges(
  hashNode: HashNode,
  ranges: readonly Range[],
  kept: (place: Place) => Uint8Array | undefined,
): Uint8Array[] {
  return ranges.flatMap((range) => foldPeaks(hashNode, peaksOf(hashNode, range, kept)) ?? []);
}
