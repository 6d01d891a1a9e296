import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { Writable } from 'node:stream';
import { openBuffer } from '@ostiary/domain/crypto';
import { describe, expect, it } from 'vitest';
import { sealedFile } from './sealed-file.ts';

const envelope = { key: Buffer.alloc(32, 7), context: 'doc|d1|c1|v1' };
const MIB = 1024 * 1024;
/** No two chunks of it are alike. */
const plainOf = (length: number) =>
  Buffer.from(Uint32Array.from({ length: Math.ceil(length / 4) }, (_, at) => at).buffer).subarray(0, length);

/** A disk that takes a write when it is told to. */
function slowDisk() {
  const written: Buffer[] = [];
  const waiting: (() => void)[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      waiting.push(() => {
        written.push(Buffer.from(chunk));
        done();
      });
    },
  });
  return { stream, written, waiting, go: () => waiting.shift()?.() };
}

describe('a sealed file', () => {
  it('is whole, and goes to the disk in few writes', async () => {
    const { stream, written, waiting, go } = slowDisk();
    const plain = plainOf(3 * MIB + 5);
    const file = sealedFile(stream, envelope);
    const writing = (async () => {
      for (let at = 0; at < plain.length; at += 60_000) await file.add(plain.subarray(at, at + 60_000));
      await file.finish();
    })();
    const disk = setInterval(() => waiting.length > 0 && go(), 1);
    await writing.finally(() => clearInterval(disk));
    expect(written.length).toBeLessThan(16);
    expect((await openBuffer(envelope, Buffer.concat(written))).equals(plain)).toBe(true);
  });

  it('takes a piece of any size', async () => {
    const written: Buffer[] = [];
    const stream = new Writable({
      write(chunk: Buffer, _encoding, done) {
        written.push(Buffer.from(chunk));
        setImmediate(done);
      },
    });
    const plain = plainOf(2 * MIB);
    const file = sealedFile(stream, envelope);
    await file.add(plain);
    await file.finish();
    expect((await openBuffer(envelope, Buffer.concat(written))).equals(plain)).toBe(true);
  });

  it('asks to wait for a slow disk, and holds one segment while it does', async () => {
    const { stream, waiting, go } = slowDisk();
    const file = sealedFile(stream, envelope);
    const piece = Buffer.alloc(64 * 1024);
    let taken = 0;
    let wait: Promise<void> | undefined;
    while (!wait) {
      wait = file.add(piece);
      taken += piece.length;
    }
    expect(taken).toBeLessThanOrEqual(256 * 1024);
    expect(waiting).toHaveLength(1);
    go();
    await wait;
    stream.destroy();
  });

  it('fails with what the disk failed with, also when that came before anything was written', async () => {
    const out = createWriteStream('/nowhere/at/all');
    const file = sealedFile(out, envelope);
    await once(out, 'close').catch(() => undefined);
    await file.add(Buffer.alloc(1024));
    await expect(file.finish()).rejects.toMatchObject({ syscall: 'open', code: 'ENOENT' });
  });
});
