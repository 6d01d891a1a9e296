import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EMPTY_ROOT, leafHash, nodeHash } from '../crypto/index.ts';
import {
  consistencyRanges,
  EMPTY_FRONTIER,
  foldPeaks,
  type Frontier,
  growTree,
  inclusionRanges,
  keptPlacesOf,
  peaksOf,
  type Place,
  proofOfRanges,
  type Subtree,
  verifyConsistency,
  verifyInclusion,
} from './index.ts';

const LARGEST = 700;
const LEAVES = Array.from({ length: LARGEST }, (_, at) => leafHash(`record ${at}`));

/** MTH(D[n]) as RFC 6962 section 2.1 writes it down. */
function plainRoot(leaves: readonly Uint8Array[]): Uint8Array {
  const [only] = leaves;
  if (only === undefined) return EMPTY_ROOT;
  if (leaves.length === 1) return only;
  let middle = 1;
  while (middle * 2 < leaves.length) middle *= 2;
  return nodeHash(plainRoot(leaves.slice(0, middle)), plainRoot(leaves.slice(middle)));
}

/** Grows a tree in steps, as the sealer does, and keeps what the database keeps. */
function growInSteps(steps: readonly number[]) {
  let frontier: Frontier = EMPTY_FRONTIER;
  const kept = new Map<string, Uint8Array>();
  const keep = ({ level, index, hash }: Subtree) => kept.set(`${level}/${index}`, hash);
  for (const step of steps) {
    const leaves = LEAVES.slice(frontier.size, frontier.size + step);
    for (const [at, hash] of leaves.entries()) keep({ level: 0, index: frontier.size + at, hash });
    const grown = growTree(nodeHash, frontier, leaves);
    grown.completed.forEach(keep);
    frontier = grown.frontier;
  }
  return { frontier, kept: ({ level, index }: Place) => kept.get(`${level}/${index}`), count: kept.size };
}

const { kept, frontier: whole, count } = growInSteps([LARGEST]);
const rootAt = (size: number) => {
  const range = { from: 0, to: size };
  return foldPeaks(nodeHash, peaksOf(nodeHash, range, kept)) ?? EMPTY_ROOT;
};
const sizes = fc.integer({ min: 1, max: LARGEST });

describe('a tree that grows', () => {
  it('has the root of the plain definition at every size, made from what is kept', () => {
    for (let size = 0; size <= 70; size++)
      expect(rootAt(size), `size ${size}`).toEqual(plainRoot(LEAVES.slice(0, size)));
  });

  it('is the same whatever the steps', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 90 }), { maxLength: 7 }), (steps) => {
        const { frontier } = growInSteps(steps);
        expect(foldPeaks(nodeHash, frontier.peaks) ?? EMPTY_ROOT).toEqual(rootAt(frontier.size));
      }),
      { numRuns: 30 },
    );
  });

  it('keeps one subtree for about fifteen leaves', () => {
    expect(count - LARGEST).toBe(Math.floor(LARGEST / 16) + Math.floor(LARGEST / 256));
    expect(whole.peaks.length).toBeLessThanOrEqual(10);
  });

  it('names a kept subtree that is gone', () => {
    const holed = (place: Place) => (place.level === 4 && place.index === 3 ? undefined : kept(place));
    expect(() => peaksOf(nodeHash, { from: 0, to: 65 }, holed)).toThrow('Subtree 4/3 is not kept');
  });

  it('reads few hashes for a proof, however large it is', () => {
    expect(keptPlacesOf(inclusionRanges(123_456_789, 2 ** 40 + 12_345)).length).toBeLessThan(400);
  });
});

describe('proofs made from what is kept', () => {
  it('verify for every leaf, and for no other leaf, place or root', () => {
    fc.assert(
      fc.property(sizes, fc.nat(), (size, pick) => {
        const index = pick % size;
        const leaf = LEAVES[index] ?? EMPTY_ROOT;
        const proof = proofOfRanges(nodeHash, inclusionRanges(index, size), kept);
        const root = rootAt(size);
        expect(verifyInclusion(nodeHash, { index, size, leaf, proof }, root)).toBe(true);
        expect(verifyInclusion(nodeHash, { index, size, leaf: leafHash('forged'), proof }, root)).toBe(false);
        expect(verifyInclusion(nodeHash, { index: (index + 1) % size, size, leaf, proof }, root)).toBe(size === 1);
        expect(verifyInclusion(nodeHash, { index, size, leaf, proof }, leafHash('other'))).toBe(false);
      }),
      { numRuns: 200 },
    );
  });

  it('verify between any two sizes, and not for another first tree', () => {
    fc.assert(
      fc.property(sizes, sizes, (one, other) => {
        const [first, second] = [Math.min(one, other), Math.max(one, other)];
        const proof = proofOfRanges(nodeHash, consistencyRanges(first, second), kept);
        const later = { size: second, root: rootAt(second) };
        const from = (root: Uint8Array) => ({ first: { size: first, root }, second: later, proof });
        expect(verifyConsistency(nodeHash, from(rootAt(first)))).toBe(true);
        expect(verifyConsistency(nodeHash, from(leafHash('other')))).toBe(false);
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    [-1, 5],
    [5, 5],
    [0.5, 5],
    [0, 0],
  ])('have no leaf %d in a tree of %d', (index, size) => {
    expect(() => inclusionRanges(index, size)).toThrow(RangeError);
  });
});
