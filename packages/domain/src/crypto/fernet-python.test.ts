import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { encodeBase64url } from './bytes.ts';
import { fernetDecrypt, fernetDecryptAny, fernetEncrypt, fernetKeys } from './fernet.ts';

/** Reads one JSON request from standard input, answers one on standard output. */
const PYTHON = `
import base64, json, sys
from cryptography.fernet import Fernet, MultiFernet, InvalidToken
asked = json.load(sys.stdin)
fernet = MultiFernet([Fernet(key) for key in asked["keys"]])
def opened(token):
    try:
        return base64.b64encode(fernet.decrypt(token)).decode()
    except InvalidToken:
        return None
print(json.dumps({
    "opened": [opened(token) for token in asked["tokens"]],
    "sealed": [fernet.encrypt(base64.b64decode(text)).decode() for text in asked["texts"]],
    "rotated": [fernet.rotate(token).decode() for token in asked["rotate"]],
}))`;

const Answer = z.object({
  opened: z.array(z.string().nullable()),
  sealed: z.array(z.string()),
  rotated: z.array(z.string()),
});
interface Asked {
  readonly keys: readonly Buffer[];
  readonly tokens?: readonly string[];
  readonly texts?: readonly Buffer[];
  readonly rotate?: readonly string[];
}

const keyText = (key: Buffer) => encodeBase64url(key, 'padded');

/** What the package \`cryptography\` of Python makes of it. */
function python({ keys, tokens = [], texts = [], rotate = [] }: Asked): z.infer<typeof Answer> {
  const asked = { keys: keys.map(keyText), tokens, texts: texts.map((text) => text.toString('base64')), rotate };
  const { stdout, stderr } = spawnSync('python3', ['-c', PYTHON], { input: JSON.stringify(asked), encoding: 'utf8' });
  if (stdout === '') throw new Error(stderr);
  return Answer.parse(JSON.parse(stdout));
}

const isThere = spawnSync('python3', ['-c', 'import cryptography.fernet']).status === 0;
const skipped = isThere ? '' : ' (skipped: no package cryptography for python3, e.g. apt install python3-cryptography)';
const now = new Date('2026-03-01T12:00:00Z');
/** 200 sizes from 0 to 398 bytes: every block boundary, and both sides of it. */
const texts = Array.from({ length: 200 }, (_, at) => randomBytes(at * 2));

describe.skipIf(!isThere)(`Fernet beside Python's${skipped}`, () => {
  const key = randomBytes(32);

  it('makes 200 tokens that Python opens, of 0 to 398 bytes', () => {
    const { opened } = python({ keys: [key], tokens: texts.map((text) => fernetEncrypt(key, text, { now })) });
    expect(opened).toEqual(texts.map((text) => text.toString('base64')));
  });

  it('opens 200 tokens that Python made, of 0 to 398 bytes', () => {
    const { sealed } = python({ keys: [key], texts });
    expect(sealed.map((token) => fernetDecrypt(key, token))).toEqual(texts);
  });

  it('makes tokens that MultiFernet opens with the old and the new key in its list, and with no other', () => {
    const [newKey, oldKey] = [randomBytes(32), randomBytes(32)];
    const tokens = [newKey, oldKey].map((one) => fernetEncrypt(one, 'kept', { now }));
    const kept = Buffer.from('kept').toString('base64');
    expect(python({ keys: [newKey, oldKey], tokens }).opened).toEqual([kept, kept]);
    expect(python({ keys: [newKey], tokens }).opened).toEqual([kept, null]);
  });

  it('opens what MultiFernet rotated, under the first key of a comma list, its time kept', () => {
    const [newKey, oldKey] = [randomBytes(32), randomBytes(32)];
    const token = fernetEncrypt(oldKey, '536904399', { now });
    const [rotated = ''] = python({ keys: [newKey, oldKey], rotate: [token] }).rotated;
    expect(fernetDecrypt(newKey, rotated, { ttlSeconds: 1, now }).toString()).toBe('536904399');
  });

  it('opens what an older bank sealed under a setting with a comma list of keys, whichever key it was', () => {
    const setting = [randomBytes(32), randomBytes(32)].map(keyText).join(',');
    const ring = fernetKeys(setting);
    const sealed = ring.flatMap((one) => python({ keys: [one], texts: [Buffer.from('536904399')] }).sealed);
    expect(sealed.map((token) => fernetDecryptAny(ring, token).toString())).toEqual(['536904399', '536904399']);
    expect(() => fernetDecryptAny([randomBytes(32)], sealed[0] ?? '')).toThrow('does not open');
  });
});
