// Everybody decides every case at once: one decision each, the others are told which, and nobody gets an error of ours.
//   node bench/decisions.ts [deciders = 50] [cases = 200]
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const [deciders = '50', cases = '200'] = process.argv.slice(2);
const run = spawnSync('npx', ['vitest', 'run', 'src/features/review/decision-races.test.ts'], {
  cwd: join(import.meta.dirname, '../apps/api'),
  env: { ...process.env, RACE_PEOPLE: deciders, RACE_CASES: cases },
  stdio: 'inherit',
});
process.exitCode = run.status ?? 1;
