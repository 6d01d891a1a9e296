import { describe, expect, it } from 'vitest';
import { proof } from './audit-fixture.ts';
import { foldProof } from './fold-proof.ts';

describe('a proof computed in the browser', () => {
  it('leads from the record to the signed root, over the neighbours of both sides', async () => {
    const folded = await foldProof(proof);
    expect(folded.isRight).toBe(true);
    expect(folded.steps.map(({ side }) => side)).toEqual(['left', 'right']);
    expect(folded.steps.at(-1)?.result).toBe(proof.root);
  });

  it.each([
    ['another text', { canonical: `${proof.canonical} ` }],
    ['another place', { index: 0 }],
    ['another size', { size: 2 }],
    ['neighbours in another order', { proof: proof.proof.toReversed() }],
    ['a neighbour too few', { proof: proof.proof.slice(1) }],
    ['another root', { root: proof.leaf }],
  ])('fails with %s', async (_, change) => {
    expect((await foldProof({ ...proof, ...change })).isRight).toBe(false);
  });
});
