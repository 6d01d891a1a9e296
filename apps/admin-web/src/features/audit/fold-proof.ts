import type { AuditProof } from '@ostiary/domain/audit';
import { rootFromInclusion } from '@ostiary/domain/merkle';

export interface ProofStep {
  /** On which side the neighbour stands. */
  side: 'left' | 'right';
  /** In base64, as everything here. */
  neighbour: string;
  result: string;
}

export interface FoldedProof {
  leaf: string;
  steps: ProofStep[];
  /** What was computed here is what the bank signed. */
  isRight: boolean;
}

const bytesOf = (base64: string) => Uint8Array.from(atob(base64), (letter) => letter.codePointAt(0) ?? 0);
const base64Of = (bytes: Uint8Array) => btoa(String.fromCodePoint(...bytes));

async function sha256(...parts: readonly Uint8Array[]): Promise<Uint8Array> {
  const whole = new Uint8Array(await new Blob(parts.map((part) => new Uint8Array(part))).arrayBuffer());
  return new Uint8Array(await crypto.subtle.digest('SHA-256', whole));
}

const leafMark = Uint8Array.of(0);
const nodeMark = Uint8Array.of(1);

/** The sides of all neighbours; the rule decides, whatever the hashes are. Null where the proof has the wrong shape. */
function sidesOf({ index, size, leaf, proof }: AuditProof): ProofStep['side'][] | null {
  const neighbours = proof.map(bytesOf);
  const sides: ProofStep['side'][] = [];
  const noteSide = (left: Uint8Array) => {
    sides.push(left === neighbours[sides.length] ? 'left' : 'right');
    return new Uint8Array(32);
  };
  const root = rootFromInclusion(noteSide, { index, size, leaf: bytesOf(leaf), proof: neighbours });
  return root && sides;
}

/**
 * Computes the way from a record's text to the root of its tree, step by step, in the reader's own browser (RFC 6962,
 * 2.1.1): the bank's word is not needed for it. Rejects where the page has no WebCrypto, that is, over plain HTTP.
 */
export async function foldProof(proof: AuditProof): Promise<FoldedProof> {
  const sides = sidesOf(proof);
  let hash = await sha256(leafMark, new TextEncoder().encode(proof.canonical));
  const leaf = base64Of(hash);
  const steps: ProofStep[] = [];
  for (const [at, neighbour] of (sides ? proof.proof : []).entries()) {
    const side = sides?.[at] ?? 'right';
    const other = bytesOf(neighbour);
    hash = side === 'left' ? await sha256(nodeMark, other, hash) : await sha256(nodeMark, hash, other);
    steps.push({ side, neighbour, result: base64Of(hash) });
  }
  return { leaf, steps, isRight: sides !== null && leaf === proof.leaf && base64Of(hash) === proof.root };
}
