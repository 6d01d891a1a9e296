// Kills the API with SIGKILL, and cuts the line, at random offsets of resumable uploads; then asks for the same bytes and,
// within a minute, for nothing left over.
//   node bench/upload-kills.ts [kills = 100]
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const [kills = '100'] = process.argv.slice(2);
const run = spawnSync(
  'npx',
  [
    'vitest',
    'run',
    'src/features/kyc-documents/resumable-kill.test.ts',
    'src/features/kyc-documents/resumable.test.ts',
  ],
  {
    cwd: join(import.meta.dirname, '../apps/api'),
    env: { ...process.env, UPLOAD_ROUNDS: kills },
    stdio: 'inherit',
  },
);
process.exitCode = run.status ?? 1;
