import { describe, expect, it } from 'vitest';
import { EMPTY_ROOT, leafHash, newDataKey, noteSigner, noteVerifier } from '../crypto/index.ts';
import { CHECKPOINT_ORIGIN, checkpointText, decodeBase64, parseCheckpointText, parseNote } from './index.ts';

/** The worked example of https://c2sp.org/signed-note: names, key and signature are its facts. */
const EXAMPLE = {
  key: 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
  note: `If you think cryptography is the answer to your problem,
then you don't know what your problem is.

— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
`,
};

const seed = newDataKey();
const signer = noteSigner(CHECKPOINT_ORIGIN, seed);
const checkpoint = { size: 1_234_567, root: leafHash('root') };
const note = signer.sign(checkpointText(checkpoint));

describe('a signed note', () => {
  it('of the C2SP example opens with its key', () => {
    expect(noteVerifier(EXAMPLE.key)?.open(EXAMPLE.note)).toContain('your problem is.\n');
  });

  it('opens with the verifier key of its signer, which holds no secret', () => {
    expect(noteVerifier(signer.verifierKey)?.open(note)).toBe(checkpointText(checkpoint));
    expect(signer.verifierKey).not.toContain(seed.toString('base64'));
  });

  it('is the same each time, so that two signers write the same file', () => {
    expect(noteSigner(CHECKPOINT_ORIGIN, seed).sign(checkpointText(checkpoint))).toBe(note);
  });

  it('does not open with another key, or under another name', () => {
    expect(noteSigner(CHECKPOINT_ORIGIN, newDataKey()).open(note)).toBeNull();
    expect(noteSigner('other.example/audit', seed).open(note)).toBeNull();
  });

  it.each([
    ['the size', note.replace('1234567', '1234568')],
    ['the origin', note.replace('ostiary.example', 'ostiary.invalid')],
    ['a line more', note.replace('\n\n', '\nmore\n\n')],
    ['a signature cut', note.slice(0, -9)],
    ['its end cut', note.slice(0, -1)],
    ['its signature gone', `${checkpointText(checkpoint)}\n`],
    ['nothing', ''],
    ['a control character', note.replace('\n1', '\n\u0000 1')],
  ])('does not open changed: %s', (_, changed) => {
    expect(signer.open(changed)).toBeNull();
  });

  it('opens beside the signatures of witnesses', () => {
    const witnessed = `${note}— witness.example ${Buffer.alloc(68, 7).toString('base64')}\n`;
    expect(signer.open(witnessed)).toBe(checkpointText(checkpoint));
  });

  it.each(['', 'name', 'name+00000000+AAAA', signer.verifierKey.replace(/\+[0-9a-f]{8}\+/, '+00000000+')])(
    'has no verifier in %j',
    (text) => expect(noteVerifier(text)).toBeNull(),
  );

  it('needs a seed of 32 bytes', () => {
    expect(() => noteSigner('x', Buffer.alloc(31))).toThrow('not 31');
  });
});

describe('a checkpoint', () => {
  it('reads as it was written', () => {
    const read = parseCheckpointText(checkpointText(checkpoint));
    expect(read?.size).toBe(checkpoint.size);
    expect(Buffer.from(read?.root ?? [])).toEqual(checkpoint.root);
  });

  it('may have extension lines', () => {
    expect(parseCheckpointText(`${checkpointText(checkpoint)}extension\n`)?.size).toBe(checkpoint.size);
  });

  it.each([
    ['of another log', checkpointText(checkpoint).replace('ostiary', 'other')],
    ['with a size that begins with 0', checkpointText(checkpoint).replace('\n1', '\n01')],
    ['with a size that is no number', checkpointText(checkpoint).replace('1234567', '1e6')],
    ['with a size beyond whole numbers', checkpointText(checkpoint).replace('1234567', '9999999999999999')],
    ['with a short root', `${CHECKPOINT_ORIGIN}\n1\n${EMPTY_ROOT.subarray(1).toString('base64')}\n`],
    ['without a root', `${CHECKPOINT_ORIGIN}\n1\n`],
  ])('is none %s', (_, text) => {
    expect(parseCheckpointText(text)).toBeNull();
  });
});

describe('base64', () => {
  it.each(['', 'A', 'AA', 'AB==', 'A-==', 'AA==\n', 'AAA=A'])('refuses %j', (text) => {
    expect(decodeBase64(text)).toBeNull();
  });
});

describe('a note that is none', () => {
  it('is refused above 10 000 characters', () => {
    expect(parseNote(`${'x'.repeat(10_000)}${note}`)).toBeNull();
  });
});
