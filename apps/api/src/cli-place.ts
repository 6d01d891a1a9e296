import { resolve } from 'node:path';
import type { Env } from './env.ts';
import { migrateIfOwner, openDatabase } from './server-database.ts';

interface Place {
  /** As the application role. */
  readonly url: string;
  stop(): Promise<void>;
}

/** The database of the settings; the embedded one of a running bank, else started for as long as this takes. */
export async function openPlace(env: Env, say: (line: string) => void): Promise<Place> {
  if (env.DATABASE_URL !== undefined) return openDatabase(env, say);
  const { findRunning } = await import('@ostiary/db/embedded');
  const running = findRunning(resolve(env.DATA_DIR));
  if (running) return { url: running.appUrl, stop: () => Promise.resolve() };
  const database = await openDatabase(env, say);
  await migrateIfOwner(database);
  return database;
}
