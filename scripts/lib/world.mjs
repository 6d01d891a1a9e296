import { spawnSync } from 'node:child_process';
import { projectNode, ROOT } from './environment.mjs';
import { install } from './prepare.mjs';

/** `npm run world -- --seed 42 …`: the synthetic bank, with the project's own Node; arguments go on as they are. */
export async function world() {
  if (!(await install())) process.exit(1);
  const program = ['apps/api/src/world/main.ts', ...process.argv.slice(2)];
  process.exit(spawnSync(projectNode(), program, { cwd: ROOT, stdio: 'inherit' }).status ?? 1);
}
