import { createHash, createPublicKey, verify } from 'node:crypto';

/** What a person can do something about: printed as it is, without a stack. */
export class Problem extends Error {}

export const sha256 = (...parts: readonly Uint8Array[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/** Strict base64: what `Buffer.from` would skip is refused. */
export function bytesOf(base64: unknown, size?: number): Buffer | null {
  if (typeof base64 !== 'string') return null;
  const bytes = Buffer.from(base64, 'base64');
  const isWhole = bytes.toString('base64') === base64 && bytes.length > 0;
  return isWhole && (size === undefined || bytes.length === size) ? bytes : null;
}

const SPKI_HEAD = Buffer.from('302a300506032b6570032100', 'hex');

/** Opens signed notes (https://c2sp.org/signed-note) with a verifier key, `name+id+base64`. */
export function noteOpener(verifierKey: string) {
  const [, name, id, base64] = /^([^\s+]+)\+([0-9a-f]{8})\+(\S+)$/.exec(verifierKey.trim()) ?? [];
  const encoded = bytesOf(base64, 33);
  if (name === undefined || encoded === null || encoded[0] !== 1)
    throw new Problem(
      'The public key is not a verifier key: expected name+id+base64, as the auditor’s portal shows it.',
    );
  if (sha256(Buffer.from(`${name}\n`), encoded).toString('hex', 0, 4) !== id)
    throw new Problem('The public key is damaged: its id does not belong to it.');
  const key = createPublicKey({ key: Buffer.concat([SPKI_HEAD, encoded.subarray(1)]), format: 'der', type: 'spki' });
  return {
    name,
    /** The signed text. Throws a Problem that begins with `what`. */
    open(what: string, note: string): string {
      const gap = note.lastIndexOf('\n\n');
      if (gap < 1 || !note.endsWith('\n'))
        throw new Problem(`${what} was cut or is not a signed checkpoint: it ends before its signature does.`);
      const text = note.slice(0, gap + 1);
      const mine = note
        .slice(gap + 2)
        .split('\n')
        .filter((line) => line.startsWith(`— ${name} `));
      const signatures = mine.map((line) => bytesOf(line.slice(name.length + 3), 68));
      const signed = signatures.find((bytes) => bytes?.toString('hex', 0, 4) === id);
      if (signed == null)
        throw new Problem(`${what} is not signed by ${name}+${id}: it belongs to another log, or was cut.`);
      if (!verify(null, Buffer.from(text), key, signed.subarray(4)))
        throw new Problem(`${what} was changed after it was signed.`);
      return text;
    },
  };
}
export type NoteOpener = ReturnType<typeof noteOpener>;

export interface Checkpoint {
  readonly size: number;
  readonly root: Buffer;
}

/** Reads a checkpoint (https://c2sp.org/tlog-checkpoint): origin, size and root, a line each. */
export function readCheckpoint(opener: NoteOpener, what: string, note: string): Checkpoint {
  const [origin, decimal, base64] = opener.open(what, note).split('\n');
  const root = bytesOf(base64, 32);
  if (origin !== opener.name) throw new Problem(`${what} is of another tree: ${origin}, not ${opener.name}.`);
  if (!/^[1-9]\d{0,14}$/.test(decimal ?? '') || root === null)
    throw new Problem(`${what} is signed, but it is not a checkpoint.`);
  return { size: Number(decimal), root };
}

/** The root that an inclusion proof leads to (RFC 9162 section 2.1.3.2); null where it has the wrong shape. */
export function rootOf(leaf: Buffer, { index, size }: { index: number; size: number }, proof: readonly Buffer[]) {
  let [at, last, root] = [index, size - 1, leaf];
  for (const hash of proof) {
    if (last === 0) return null;
    if (at % 2 === 1 || at === last) {
      root = sha256(Buffer.of(1), hash, root);
      for (; at % 2 === 0 && at !== 0; at /= 2) last = Math.floor(last / 2);
    } else root = sha256(Buffer.of(1), root, hash);
    at = Math.floor(at / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 ? root : null;
}
