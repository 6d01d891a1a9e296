import { resolve } from 'node:path';
import type { Env } from './env.ts';

export interface Database {
  /** As the application role. */
  readonly url: string;
  /** As the owner; undefined where migrations run elsewhere. */
  readonly ownerUrl: string | undefined;
  stop(): Promise<void>;
}

/** The database of the settings, or the embedded one, started. Loaded only then: production needs none of it. */
export async function openDatabase(env: Env, onProgress: (line: string) => void): Promise<Database> {
  if (env.DATABASE_URL !== undefined)
    return { url: env.DATABASE_URL, ownerUrl: env.DATABASE_OWNER_URL, stop: () => Promise.resolve() };
  const { startEmbedded } = await import('@ostiary/db/embedded');
  const embedded = await startEmbedded({ dataDir: resolve(env.DATA_DIR), onProgress });
  return { url: embedded.appUrl, ownerUrl: embedded.ownerUrl, stop: () => embedded.stop() };
}

/** Brings the database up to date when this process may; returns how many migrations ran. */
export async function migrateIfOwner({ url, ownerUrl }: Database): Promise<number> {
  if (ownerUrl === undefined) return 0;
  const { migrate } = await import('@ostiary/db/migrate');
  const ran = await migrate({ ownerUrl, appRole: decodeURIComponent(new URL(url).username) });
  return ran.length;
}
