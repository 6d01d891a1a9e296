import { join } from 'node:path';
import { projectNode, ROOT } from './environment.mjs';
import { portProblems } from './ports.mjs';
import { buildPortals, install } from './prepare.mjs';
import { interruptSteps, releaseSignals } from './run.mjs';
import { supervise } from './supervise.mjs';

/** `npm start`: ports, install, build, then the server until it ends. */
export async function start() {
  interruptSteps();
  const problems = await portProblems(process.env);
  problems.forEach((problem) => console.error(problem));
  if (problems.length > 0) process.exit(1);
  if (!(await install()) || !(await buildPortals())) process.exit(1);
  releaseSignals();
  console.log('Opening the doors…');
  // Compiled code is kept between starts: reading and stripping the sources is a good part of the second one.
  const env = { ...process.env, NODE_COMPILE_CACHE: join(ROOT, 'node_modules/.cache/node') };
  // A small nursery: files pass through in buffers that are garbage at once (decision 014).
  const args = ['--max-semi-space-size=2', 'apps/api/src/server.ts'];
  process.exit(await supervise({ command: projectNode(), args, cwd: ROOT, env }));
}
