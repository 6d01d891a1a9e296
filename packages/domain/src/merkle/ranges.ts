/** Leaves `from` up to but without `to`. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** A complete subtree: the 2^level leaves from index × 2^level on. Level 0 is a leaf. */
export interface Place {
  readonly level: number;
  readonly index: number;
}

// Sizes pass 2^32 some day, so powers of two are divided, never shifted.
function largestPowerBelow(size: number): number {
  let power = 1;
  while (power * 2 < size) power *= 2;
  return power;
}

/** Index and size of a leaf in a tree, whole and within each other. */
export function isLeafOf(index: number, size: number): boolean {
  return Number.isSafeInteger(index) && Number.isSafeInteger(size) && index >= 0 && index < size;
}

/**
 * The complete subtrees that a range of an RFC 6962 tree consists of, left and largest first. The range must begin at
 * a multiple of the largest power of two below its length, as all ranges of `inclusionRanges` and its like do.
 */
export function subtreesOf({ from, to }: Range): Place[] {
  const places: Place[] = [];
  let [at, left] = [from, to - from];
  while (left > 0) {
    const size = largestPowerBelow(left + 1);
    places.push({ level: Math.log2(size), index: at / size });
    at += size;
    left -= size;
  }
  return places;
}

/** PATH(m, D[n]) of RFC 6962 section 2.1.1: the ranges whose roots prove a leaf, nearest first. */
export function inclusionRanges(index: number, size: number): Range[] {
  if (!isLeafOf(index, size)) throw new RangeError(`No leaf ${index} in a tree of ${size}`);
  const ranges: Range[] = [];
  let [from, to] = [0, size];
  while (to - from > 1) {
    const middle = from + largestPowerBelow(to - from);
    ranges.push(index < middle ? { from: middle, to } : { from, to: middle });
    [from, to] = index < middle ? [from, middle] : [middle, to];
  }
  return ranges.toReversed();
}

/** PROOF(m, D[n]) of RFC 6962 section 2.1.2: the ranges whose roots prove that the first tree begins the second. */
export function consistencyRanges(first: number, second: number): Range[] {
  if (!Number.isSafeInteger(first) || !Number.isSafeInteger(second) || first < 1 || first > second)
    throw new RangeError(`A tree of ${first} does not begin one of ${second}`);
  const ranges: Range[] = [];
  let [from, to] = [0, second];
  while (to !== first) {
    const middle = from + largestPowerBelow(to - from);
    if (first <= middle) {
      ranges.push({ from: middle, to });
      to = middle;
    } else {
      ranges.push({ from, to: middle });
      from = middle;
    }
  }
  // The first tree as a whole needs no proof: the verifier knows its root.
  if (from > 0) ranges.push({ from, to });
  return ranges.toReversed();
}
