// Reviewers work a queue off while processes of the staff door are killed with SIGKILL and leases run out; each case is
// decided once in the end, with one record and one message, and none is stuck.
//   node bench/reviewers.ts [reviewers = 50] [cases = 500]
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const [reviewers = '50', cases = '500'] = process.argv.slice(2);
const run = spawnSync('npx', ['vitest', 'run', 'src/features/review/reviewers-kill.test.ts'], {
  cwd: join(import.meta.dirname, '../apps/api'),
  env: { ...process.env, RACE_PEOPLE: reviewers, RACE_CASES: cases },
  stdio: 'inherit',
});
process.exitCode = run.status ?? 1;
