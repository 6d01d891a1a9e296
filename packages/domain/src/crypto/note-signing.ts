import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { decodeBase64, parseNote, writeNote } from '../checkpoint/index.ts';
import { sha256 } from './hash.ts';

const SEED_BYTES = 32;
const ED25519 = 0x01;
/** What PKCS #8 (RFC 8410) puts before an Ed25519 seed, and SPKI before a public key. */
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');
const SPKI_HEAD = Buffer.from('302a300506032b6570032100', 'hex');

const keyIdOf = (name: string, encoded: Buffer) =>
  sha256(Buffer.concat([Buffer.from(`${name}\n`), encoded]))
    .subarray(0, 4)
    .toString('hex');

function verifierFrom(name: string, key: KeyObject, encoded: Buffer) {
  const keyId = keyIdOf(name, encoded);
  return {
    keyId,
    /** The text of a note that this key signed, or null: not a note, not by this key, or changed. */
    open(note: string): string | null {
      const parsed = parseNote(note);
      const mine = parsed?.signatures.find((each) => each.name === name && each.keyId === keyId);
      if (!parsed || !mine) return null;
      return verify(null, Buffer.from(parsed.text, 'utf8'), key, mine.signature) ? parsed.text : null;
    },
  };
}

export type NoteVerifier = ReturnType<typeof verifierFrom>;

/**
 * Signs C2SP notes with Ed25519 (https://c2sp.org/signed-note, type 0x01): signatures of 64 bytes, the same for the same
 * text. `seed` is the private key of RFC 8032, 32 bytes; throws RangeError for another length.
 * `verifierKey` is what others check with: name, key id and public key, `name+id+base64`.
 */
export function noteSigner(name: string, seed: Buffer) {
  if (seed.length !== SEED_BYTES) throw new RangeError(`An Ed25519 seed has ${SEED_BYTES} bytes, not ${seed.length}`);
  const key = createPrivateKey({ key: Buffer.concat([PKCS8_HEAD, seed]), format: 'der', type: 'pkcs8' });
  const publicKey = createPublicKey(key);
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(SPKI_HEAD.length);
  const encoded = Buffer.concat([Buffer.of(ED25519), raw]);
  const verifier = verifierFrom(name, publicKey, encoded);
  return {
    ...verifier,
    verifierKey: `${name}+${verifier.keyId}+${encoded.toString('base64')}`,
    sign: (text: string): string =>
      writeNote(text, { name, keyId: verifier.keyId, signature: sign(null, Buffer.from(text, 'utf8'), key) }),
  };
}

export type NoteSigner = ReturnType<typeof noteSigner>;

/** Reads a verifier key, `name+id+base64`; null where it is none or its id is not the one of its key. */
export function noteVerifier(verifierKey: string): NoteVerifier | null {
  const [, name, keyId, base64] = /^([^\s+]+)\+([0-9a-f]{8})\+(\S+)$/.exec(verifierKey.trim()) ?? [];
  const encoded = Buffer.from(decodeBase64(base64 ?? '') ?? []);
  if (name === undefined || encoded.length !== SEED_BYTES + 1 || encoded[0] !== ED25519) return null;
  if (keyIdOf(name, encoded) !== keyId) return null;
  const key = createPublicKey({
    key: Buffer.concat([SPKI_HEAD, encoded.subarray(1)]),
    format: 'der',
    type: 'spki',
  });
  return verifierFrom(name, key, encoded);
}
