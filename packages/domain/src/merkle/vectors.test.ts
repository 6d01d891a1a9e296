import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { EMPTY_ROOT, leafHash, nodeHash } from '../crypto/index.ts';
import { readVectors } from '../crypto/vectors.ts';
import { EMPTY_FRONTIER, foldPeaks, growTree, isSameHash, rootFromInclusion, verifyConsistency } from './index.ts';

const Hex = z.string().transform((text) => Buffer.from(text, 'hex'));
const Base64 = z.string().transform((text) => Buffer.from(text, 'base64'));
const Proof = z
  .array(Base64)
  .nullable()
  .transform((proof) => proof ?? []);
const Case = z.object({ desc: z.string(), file: z.string(), wantErr: z.boolean(), proof: Proof });

const roots = readVectors(
  'rfc6962/rfc6962-roots.json',
  z.object({
    leaf_inputs_hex: z.array(Hex),
    roots_hex_by_size: z.array(Hex),
    hash_vectors: z.object({ empty_leaf: Hex, leaf_L123456: Hex, node_N123_N456: Hex }),
  }),
);
const proofs = readVectors(
  'rfc6962/rfc6962-proofs.json',
  z.object({
    inclusion: z.array(Case.extend({ leafIdx: z.number(), treeSize: z.number(), root: Base64, leafHash: Base64 })),
    consistency: z.array(Case.extend({ size1: z.number(), size2: z.number(), root1: Base64, root2: Base64 })),
  }),
);

/** The sample leaves hold bytes that are no text. */
const leafOf = (bytes: Buffer) => {
  const text = bytes.toString('utf8');
  return Buffer.from(text, 'utf8').equals(bytes) ? leafHash(text) : null;
};

describe('the tree of RFC 6962', () => {
  it('has the hashes of the vectors', () => {
    const { empty_leaf, leaf_L123456, node_N123_N456 } = roots.hash_vectors;
    expect(leafHash('')).toEqual(empty_leaf);
    expect(leafHash('L123456')).toEqual(leaf_L123456);
    const [left, right] = [Buffer.from('N123'), Buffer.from('N456')];
    expect(nodeHash(left, right)).toEqual(node_N123_N456);
  });

  it('has the roots of the vectors, for each of the nine sizes', () => {
    const leaves = roots.leaf_inputs_hex.map(leafOf);
    expect(roots.roots_hex_by_size).toHaveLength(9);
    for (const [size, root] of roots.roots_hex_by_size.entries()) {
      const known = leaves.slice(0, size).filter((leaf) => leaf !== null);
      expect(known, `leaves of size ${size}`).toHaveLength(size);
      const { frontier } = growTree(nodeHash, EMPTY_FRONTIER, known);
      expect(Buffer.from(foldPeaks(nodeHash, frontier.peaks) ?? EMPTY_ROOT)).toEqual(root);
    }
  });
});

describe('inclusion proofs', () => {
  it('are 98', () => expect(proofs.inclusion).toHaveLength(98));

  it.each(proofs.inclusion)(
    'have the verdict of $file',
    ({ leafIdx, treeSize, root, leafHash: leaf, proof, wantErr }) => {
      const reached = rootFromInclusion(nodeHash, { index: leafIdx, size: treeSize, leaf, proof });
      expect(reached !== null && isSameHash(reached, root)).toBe(!wantErr);
    },
  );
});

describe('consistency proofs', () => {
  it('are 98', () => expect(proofs.consistency).toHaveLength(98));

  it.each(proofs.consistency)('have the verdict of $file', ({ size1, size2, root1, root2, proof, wantErr }) => {
    const [first, second] = [
      { size: size1, root: root1 },
      { size: size2, root: root2 },
    ];
    expect(verifyConsistency(nodeHash, { first, second, proof })).toBe(!wantErr);
  });
});
