import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable, Writable } from 'node:stream';

/** Where sealed documents lie. Knows nothing of keys: everything it sees is ciphertext. */
export interface DocumentStore {
  /**
   * A place to write; nothing is visible under `key` until `commit`, which is durable (fsync, rename).
   * While it is held its age stays young, however slowly the bytes come: an old part is one whose writer died.
   */
  create(key: string): Promise<PendingDocument>;
  open(key: string): Readable;
  /** The document and any unfinished part of it. */
  remove(key: string): Promise<void>;
  /** Every document and every unfinished part with its age, for the janitor. */
  list(): AsyncIterable<StoredFile>;
}

export interface PendingDocument {
  readonly stream: Writable;
  commit(): Promise<void>;
  discard(): Promise<void>;
}

interface StoredFile {
  readonly key: string;
  readonly isPart: boolean;
  readonly modifiedAt: Date;
}

const KEY = /^[0-9a-f-]{36}$/;
const PART = '.part';
const PULSE_MS = 5_000;

const touch = (path: string) => utimes(path, new Date(), new Date());

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function writeTo(path: string, part: string): PendingDocument {
  const stream = createWriteStream(part, { flags: 'wx', mode: 0o600, flush: true, highWaterMark: 64 * 1024 });
  const pulse = setInterval(() => void touch(part).catch(() => clearInterval(pulse)), PULSE_MS).unref();
  return {
    stream,
    async commit() {
      clearInterval(pulse);
      await touch(part);
      await rename(part, path);
      await syncFolder(dirname(path));
    },
    async discard() {
      clearInterval(pulse);
      stream.destroy();
      await rm(part, { force: true });
    },
  };
}

/** A folder of this machine: `ab/<uuid>`, sharded by the id's random tail, readable by the owner only. */
export function localDocumentStore(folder: string): DocumentStore {
  const pathOf = (key: string) => {
    if (!KEY.test(key)) throw new Error(`Not a document key: ${key}`);
    return join(folder, key.slice(-2), key);
  };
  return {
    async create(key) {
      const path = pathOf(key);
      const part = path + PART;
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      return writeTo(path, part);
    },
    open: (key) => createReadStream(pathOf(key), { highWaterMark: 64 * 1024 }),
    async remove(key) {
      await rm(pathOf(key), { force: true });
      await rm(pathOf(key) + PART, { force: true });
    },
    async *list() {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const entries = await readdir(folder, { recursive: true, withFileTypes: true });
      for (const entry of entries) {
        if (!entry.isFile()) continue;
        const found = await stat(join(entry.parentPath, entry.name)).catch(() => null);
        if (found)
          yield { key: entry.name.replace(PART, ''), isPart: entry.name.endsWith(PART), modifiedAt: found.mtime };
      }
    },
  };
}
