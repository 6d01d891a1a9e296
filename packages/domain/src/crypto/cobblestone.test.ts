import { createHash, randomBytes } from 'node:crypto';
import { Readable, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Envelope, deriveMessageKeys, openBuffer, openStream, sealBuffer, sealStream } from './cobblestone.ts';
import { CryptoError } from './crypto-error.ts';
import { readVectors } from './vectors.ts';

const Hex = z.string().transform((text) => Buffer.from(text, 'hex'));
const Vector = z.object({
  tcId: z.int(),
  comment: z.string(),
  key: Hex,
  ctx: Hex.transform((bytes) => bytes.toString('utf8')),
  ct: Hex.transform((bytes) => inflateSync(bytes)),
  aeadKey: Hex.optional(),
  baseNonce: Hex.optional(),
  msgLength: z.int().default(0),
  msgSha512: z.string().optional(),
  result: z.enum(['valid', 'invalid']),
});
const File = z.object({ testGroups: z.array(z.object({ tests: z.array(Vector) })) });
const tests = readVectors('wycheproof/c2sp_chunked_encryption_aes_256_gcm_test.json', File).testGroups.flatMap(
  (group) => group.tests,
);

const envelope: Envelope = { key: Buffer.alloc(32, 7), context: 'doc|d1|c1|PASSPORT|v1' };

function inPieces(bytes: Buffer, size: number): Buffer[] {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) => bytes.subarray(at * size, (at + 1) * size));
}

async function through(stream: Transform, pieces: Buffer[]) {
  const released: Buffer[] = [];
  const failure = await pipeline(Readable.from(pieces), stream, async (source: AsyncIterable<Buffer>) => {
    for await (const piece of source) released.push(piece);
  }).then(
    () => null,
    (error: unknown) => error,
  );
  return { bytes: Buffer.concat(released), failure };
}

describe('Cobblestone-256 on Wycheproof', () => {
  it('has 35 cases', () => expect(tests).toHaveLength(35));

  it.each(tests)('gives the verdict of case $tcId: $comment', async ({ key, ctx, ct, ...expected }) => {
    const { bytes, failure } = await through(openStream({ key, context: ctx }), inPieces(ct, 5000));
    if (expected.result === 'valid') {
      expect(failure).toBeNull();
      expect(bytes).toHaveLength(expected.msgLength);
      expect(createHash('sha512').update(bytes).digest('hex')).toBe(expected.msgSha512);
      expect((await openBuffer({ key, context: ctx }, ct)).equals(bytes)).toBe(true);
    } else {
      expect(failure).toBeInstanceOf(CryptoError);
      expect(bytes.length).toBeLessThanOrEqual(expected.msgLength);
      await expect(openBuffer({ key, context: ctx }, ct)).rejects.toThrow(CryptoError);
    }
  });

  it.each(tests.filter((test) => test.aeadKey))(
    'derives the keys of case $tcId',
    ({ key, ctx, ct, aeadKey, baseNonce }) => {
      expect(deriveMessageKeys({ key, context: ctx }, ct.subarray(0, 24))).toMatchObject({ aeadKey, baseNonce });
    },
  );
});

describe('a sealed stream', () => {
  it('opens again whatever the sizes of message and pieces', async () => {
    const size = fc.oneof(fc.nat(70_000), fc.constantFrom(0, 1, 16_383, 16_384, 16_385, 32_768));
    const pieceSize = fc.integer({ min: 1, max: 40_000 });
    await fc.assert(
      fc.asyncProperty(size, pieceSize, pieceSize, async (length, sealSize, openSize) => {
        const plain = randomBytes(length);
        const sealed = await through(sealStream(envelope), inPieces(plain, Math.max(sealSize, length >> 9)));
        expect(sealed.bytes).toHaveLength(56 + length + 16 * (Math.floor(length / 16_384) + 1));
        const opened = await through(openStream(envelope), inPieces(sealed.bytes, Math.max(openSize, length >> 9)));
        expect(opened.failure).toBeNull();
        expect(opened.bytes.equals(plain)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('looks different each time, by its random salt', async () => {
    const [one, two] = await Promise.all([
      sealBuffer(envelope, Buffer.from('same')),
      sealBuffer(envelope, Buffer.from('same')),
    ]);
    expect(one.equals(two)).toBe(false);
  });

  it('is refused before any byte under another context or key', async () => {
    const sealed = await sealBuffer(envelope, randomBytes(40_000));
    const others = [
      { ...envelope, context: 'doc|d2|c1|PASSPORT|v1' },
      { ...envelope, key: randomBytes(32) },
    ];
    for (const other of others) {
      const { bytes, failure } = await through(openStream(other), inPieces(sealed, 4096));
      expect(failure).toBeInstanceOf(CryptoError);
      expect(bytes).toHaveLength(0);
    }
  });

  it('is refused when cut anywhere', async () => {
    const sealed = await sealBuffer(envelope, randomBytes(33_000));
    await fc.assert(
      fc.asyncProperty(fc.nat(sealed.length - 1), async (length) => {
        await expect(openBuffer(envelope, sealed.subarray(0, length))).rejects.toThrow(CryptoError);
      }),
    );
  });

  it('never holds more than a little of a long message', async () => {
    const piece = Buffer.alloc(64 * 1024, 1);
    let taken = 0;
    const source = function* () {
      for (; taken < 64 * 1024 * 1024; taken += piece.length) yield piece;
    };
    let given = 0;
    let mostHeld = 0;
    const streams = [sealStream(envelope), openStream(envelope)] as const;
    await pipeline(Readable.from(source()), ...streams, async (opened: AsyncIterable<Buffer>) => {
      for await (const chunk of opened) {
        given += chunk.length;
        mostHeld = Math.max(mostHeld, taken - given);
      }
    });
    expect(given).toBe(64 * 1024 * 1024);
    expect(mostHeld).toBeLessThan(1024 * 1024);
  });

  it('cannot be made with a key of another length', () => {
    expect(() => sealStream({ ...envelope, key: Buffer.alloc(16) })).toThrow(RangeError);
  });
});
