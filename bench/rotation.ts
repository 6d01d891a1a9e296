// Renews every key of a bank while a reader opens what they protect and the command is killed with SIGKILL five times;
// prints how long it took, how much was read meanwhile, and fails unless every read succeeded.
//   node bench/rotation.ts [people = 100000]
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const [people = '100000'] = process.argv.slice(2);
const run = spawnSync('npx', ['vitest', 'run', 'src/features/keys/rotation-kill.test.ts'], {
  cwd: join(import.meta.dirname, '../apps/api'),
  env: { ...process.env, ROTATION_PEOPLE: people },
  stdio: 'inherit',
});
process.exitCode = run.status ?? 1;
