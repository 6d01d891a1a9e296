// What Node itself can do with an upload: hash, encrypt (AES-256-GCM), write and fsync; no form, no checks, no rows.
import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

const folder = mkdtempSync(join(tmpdir(), 'ostiary-bare-'));
let files = 0;

const server = createServer((req, res) => {
  const hash = createHash('sha256');
  const hashing = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  const cipher = createCipheriv('aes-256-gcm', randomBytes(32), randomBytes(12));
  const file = createWriteStream(join(folder, String((files += 1))), { flush: true });
  pipeline(req, hashing, cipher, file).then(
    () => res.writeHead(201).end(hash.digest('hex')),
    () => res.destroy(),
  );
});
server.listen(0, '127.0.0.1', () => process.send?.(server.address()));
process.once('disconnect', () => {
  rmSync(folder, { recursive: true, force: true });
  process.exit(0);
});
