import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { openDeps } from '../deps.ts';
import { readEnv } from '../env.ts';
import { migrateIfOwner, openDatabase } from '../server-database.ts';
import { drawingOnce } from './draw-paper.ts';
import { loadFast } from './fast-load.ts';
import { assertLocal, loadWorld } from './load-world.ts';
import { peopleOf, WORLD_DAY, WorldOptions } from './world.ts';
import { drawWorld, truthHash, writeWorld, type WorldHashes } from './write-world.ts';

const USAGE = `pnpm world --seed 42 --customers 200 [--out FOLDER | --into DATABASE] [--as-of DAY]
  --out FOLDER     truth.jsonl, SHA256SUMS and documents/ go there; without --out or --into only hashes are printed
  --into DATABASE  a PostgreSQL URL, or the word "database" for the one of the settings; a local bank only
  --as-of DAY      the world's day as YYYY-MM-DD, or "today"; ${WORLD_DAY} unless told, today with --into
  --alike          with --into: one drawing of each kind stands for all, with another's name on it
  --fast           with --into: rows written directly, without files, messages, timeline, decisions and audit records`;

const OPTIONS = {
  seed: { type: 'string', default: '42' },
  customers: { type: 'string', default: '200' },
  out: { type: 'string' },
  into: { type: 'string' },
  'as-of': { type: 'string' },
  fast: { type: 'boolean', default: false },
  alike: { type: 'boolean', default: false },
  help: { type: 'boolean' },
} as const;

const say = (line: string) => void process.stdout.write(`${line}\n`);
const today = () => new Date().toISOString().slice(0, 10);

function report(options: WorldOptions, { truth, world, documents }: WorldHashes): void {
  say(`seed ${options.seed}, ${options.customers} people, ${documents} documents, as of ${options.asOf}`);
  say(`truth  sha256 ${truth}`);
  say(`world  sha256 ${world}`);
}

interface Loads {
  readonly into: string;
  readonly fast: boolean;
  readonly alike: boolean;
}

async function load(options: WorldOptions, { into, fast, alike }: Loads): Promise<void> {
  const env = into === 'database' ? readEnv() : { ...readEnv(), DATABASE_URL: into };
  assertLocal(env);
  const people = peopleOf(options);
  const database = await openDatabase(env, say);
  try {
    await migrateIfOwner(database);
    const deps = await openDeps(env, database.url);
    try {
      const isToday = options.asOf === today();
      const present = isToday ? deps.clock() : new Date(`${options.asOf}T12:00:00Z`);
      const loading = { present, onProgress: say, ...(alike ? { draw: drawingOnce() } : {}) };
      const came = await (fast ? loadFast : loadWorld)(deps, people, loading);
      say(`${came} of ${people.length} people came into the bank; all are fictional`);
      say(`truth  sha256 ${truthHash(people)}`);
    } finally {
      await deps.close();
    }
  } finally {
    await database.stop();
  }
}

async function main(): Promise<void> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const { values } = parseArgs({ options: OPTIONS });
  if (values.help) return say(USAGE);
  const { seed, customers, out, into, fast, alike } = values;
  if (out !== undefined && into !== undefined) throw new Error(`Choose --out or --into.\n${USAGE}`);
  const day = values['as-of'] ?? (into === undefined ? WORLD_DAY : 'today');
  const options = WorldOptions.safeParse({ seed, customers, asOf: day === 'today' ? today() : day });
  if (!options.success)
    throw new Error(
      `${options.error.issues.map(({ path, message }) => `--${path[0] === 'asOf' ? 'as-of' : path.join('.')}: ${message}`).join('\n')}\n${USAGE}`,
    );
  const startedAt = performance.now();
  if (into !== undefined) await load(options.data, { into, fast, alike });
  else if (out !== undefined) report(options.data, await writeWorld(options.data, out));
  else report(options.data, await drawWorld(peopleOf(options.data), () => Promise.resolve()));
  say(`${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
