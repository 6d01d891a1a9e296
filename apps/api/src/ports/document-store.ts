import { createReadStream, createWriteStream } from 'node:fs';
import { access, mkdir, open, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { finished } from 'node:stream/promises';

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
  /** Every document and every unfinished part with its age. Large stores are read shard by shard instead. */
  list(): AsyncIterable<StoredFile>;
  /** What lies in one of `SHARDS`. */
  names(shard: string): Promise<StoredName[]>;
  /** The shards in which something came or went since. */
  changedSince(moment: Date): Promise<string[]>;
  /** The age of what lies there; null only when the store said that there is no such thing. Throws when it does not answer. */
  modifiedAt(file: StoredName): Promise<Date | null>;
  /** Whether this is a store that `mark` was called on: an unmounted volume is an empty folder without a mark. */
  isMarked(): Promise<boolean>;
  mark(): Promise<void>;
}

export interface PendingDocument {
  readonly stream: Writable;
  commit(): Promise<void>;
  discard(): Promise<void>;
}

export interface StoredName {
  readonly key: string;
  readonly isPart: boolean;
}

interface StoredFile extends StoredName {
  readonly modifiedAt: Date;
}

/** `00` to `ff`: the end of a key says where it lies. */
export const SHARDS: readonly string[] = Array.from({ length: 256 }, (_, index) => index.toString(16).padStart(2, '0'));

const KEY = /^[0-9a-f-]{36}$/;
const PART = '.part';
const MARK = '.ostiary-documents';
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
      // One that has yet to be opened would make its file after the removal.
      await finished(stream).catch(() => undefined);
      await rm(part, { force: true });
    },
  };
}

const isMissing = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOENT';

/** What `ask` finds, or null where there is nothing; that the disk cannot say is a failure like any other. */
async function orNothing<T>(ask: Promise<T>): Promise<T | null> {
  try {
    return await ask;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

const nameOf = (file: string): StoredName => ({ key: file.replace(PART, ''), isPart: file.endsWith(PART) });

/** The questions of the janitor about one folder. */
function inspect(folder: string, pathOf: (key: string) => string) {
  const mark = join(folder, MARK);
  return {
    async names(shard) {
      const found = (await orNothing(readdir(join(folder, shard)))) ?? [];
      // What is not ours, e.g. `.nfs…` of a file removed while it was open, is left alone.
      return found.map(nameOf).filter(({ key }) => KEY.test(key));
    },
    async changedSince(moment) {
      const changed: string[] = [];
      for (const shard of SHARDS) {
        const found = await orNothing(stat(join(folder, shard)));
        if (found && found.mtime >= moment) changed.push(shard);
      }
      return changed;
    },
    modifiedAt: async ({ key, isPart }) =>
      (await orNothing(stat(isPart ? pathOf(key) + PART : pathOf(key))))?.mtime ?? null,
    isMarked: async () => (await orNothing(access(mark).then(() => true))) ?? false,
    async mark() {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await writeFile(mark, '', { mode: 0o600 });
    },
  } satisfies Partial<DocumentStore>;
}

/** A folder of this machine: `ab/<uuid>`, sharded by the id's random tail, readable by the owner only. */
export function localDocumentStore(folder: string): DocumentStore {
  const pathOf = (key: string) => {
    if (!KEY.test(key)) throw new Error(`Not a document key: ${key}`);
    return join(folder, key.slice(-2), key);
  };
  return {
    ...inspect(folder, pathOf),
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
        if (!entry.isFile() || entry.name === MARK) continue;
        const found = await orNothing(stat(join(entry.parentPath, entry.name)));
        if (found) yield { ...nameOf(entry.name), modifiedAt: found.mtime };
      }
    },
  };
}
