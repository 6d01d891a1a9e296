import { mkdtemp, readdir, rm, stat, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { localDocumentStore } from './document-store.ts';

const KEY = '01890000-0000-7000-8000-0000000000cd';
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ostiary-store-'));
});
afterEach(() => {
  vi.useRealTimers();
  return rm(folder, { recursive: true, force: true });
});

async function put(store = localDocumentStore(folder)) {
  const pending = await store.create(KEY);
  await pipeline(['sealed'], pending.stream);
  return pending;
}
const names = async () =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name);

describe('the local document store', () => {
  it('shows a file only once it is committed, to its owner only', async () => {
    const store = localDocumentStore(folder);
    const pending = await put(store);
    expect(await names()).toEqual([`${KEY}.part`]);
    await pending.commit();
    expect(await names()).toEqual([KEY]);
    expect(await text(store.open(KEY))).toBe('sealed');
    expect((await stat(join(folder, 'cd', KEY))).mode & 0o777).toBe(0o600);
    expect((await stat(join(folder, 'cd'))).mode & 0o777).toBe(0o700);
  });

  it('lists files and unfinished parts with their age', async () => {
    const store = localDocumentStore(folder);
    await put(store);
    const found = [];
    for await (const entry of store.list()) found.push(entry);
    expect(found).toMatchObject([{ key: KEY, isPart: true }]);
    expect(Date.now() - (found[0]?.modifiedAt.getTime() ?? 0)).toBeLessThan(10_000);
  });

  it('keeps a part young while its writer lives, however slowly the bytes come', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const pending = await put();
    const part = join(folder, 'cd', `${KEY}.part`);
    const age = async () => Date.now() - (await stat(part)).mtime.getTime();
    await utimes(part, new Date(0), new Date(0));
    vi.advanceTimersByTime(5_000);
    await expect.poll(age).toBeLessThan(10_000);
    await pending.discard();
  });

  it('leaves nothing of what is discarded or removed', async () => {
    const store = localDocumentStore(folder);
    await (await put(store)).discard();
    expect(await names()).toEqual([]);
    await (await put(store)).commit();
    await store.remove(KEY);
    await store.remove(KEY);
    expect(await names()).toEqual([]);
  });

  it('has closed what it discards: a file that opens late would be made after its removal', async () => {
    const pending = await localDocumentStore(folder).create(KEY);
    await pending.discard();
    expect(pending.stream.closed).toBe(true);
  });

  it.each(['../../etc/passwd', '', 'a/b', KEY.toUpperCase()])('refuses %j as a key', async (key) => {
    await expect(localDocumentStore(folder).create(key)).rejects.toThrow('Not a document key');
  });
});
