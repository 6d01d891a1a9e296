import { mkdir, open, readdir, readFile, rename, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { type Checkpoint, parseCheckpointText } from '@ostiary/domain/checkpoint';
import type { NoteVerifier } from '@ostiary/domain/crypto';
import type { Env } from '../../env.ts';

/** Copy of the newest checkpoint; the others are kept by their size. */
const NEWEST = 'checkpoint';
const BY_SIZE = /^checkpoint-(\d{12,16})\.txt$/;
const nameOf = (size: number) => `checkpoint-${String(size).padStart(12, '0')}.txt`;

export const outsideFolder = ({ CHECKPOINT_DIR, DATA_DIR }: Pick<Env, 'CHECKPOINT_DIR' | 'DATA_DIR'>): string =>
  CHECKPOINT_DIR ?? join(DATA_DIR, 'checkpoints');

/** Opens a note that one of our keys signed; null for anything else. */
export function openCheckpoint(verifiers: readonly NoteVerifier[], note: string): Checkpoint | null {
  for (const verifier of verifiers) {
    const text = verifier.open(note);
    if (text !== null) return parseCheckpointText(text);
  }
  return null;
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    // A folder that cannot be read at all is a fault of its own, never "no checkpoint".
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** Every size that is kept outside, smallest first. */
export async function listOutside(folder: string): Promise<number[]> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const names = await readdir(folder);
  return names.flatMap((name) => Number(BY_SIZE.exec(name)?.[1] ?? Number.NaN) || []).toSorted((a, b) => a - b);
}

export const readOutside = (folder: string, size: number): Promise<string | null> =>
  readIfThere(join(folder, nameOf(size)));

/** The note of the newest checkpoint outside, null where there never was one. Throws where the folder cannot be read. */
export async function readNewestOutside(folder: string): Promise<string | null> {
  const newest = await readIfThere(join(folder, NEWEST));
  if (newest !== null) return newest;
  const size = (await listOutside(folder)).at(-1);
  return size === undefined ? null : readOutside(folder, size);
}

async function writeWhole(folder: string, name: string, text: string): Promise<void> {
  const part = join(folder, `.${name}.part`);
  const file = await open(part, 'w', 0o644);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(part, join(folder, name));
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Keeps a note under its size and as the newest: each whole or not at all, also when the machine stops in between. */
export async function writeOutside(folder: string, { size, note }: { size: number; note: string }): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  // What was once kept under a size stays: it is the evidence.
  if ((await readOutside(folder, size)) === null) await writeWhole(folder, nameOf(size), note);
  await writeWhole(folder, NEWEST, note);
  await syncFolder(folder);
}

/** Shows by the file's time that the sealer lives, in a bank where nothing happens. */
export async function touchNewest(folder: string, after: Date): Promise<void> {
  const path = join(folder, NEWEST);
  const { mtime } = await stat(path);
  if (mtime < after) await utimes(path, new Date(), new Date());
}
