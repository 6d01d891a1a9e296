import { createServer } from 'node:http';
import { createPublicApp, createStaffApp } from '../app.ts';
import { openDeps } from '../deps.ts';
import { readEnv } from '../env.ts';
import { startWorker } from '../worker.ts';

/** A door as a process that can be killed; tells its port, and ends with its parent. The staff door does the jobs, too. */
const isStaff = process.argv.includes('staff');
const env = readEnv();
const deps = await openDeps(env, env.DATABASE_URL ?? '');
if (isStaff) await startWorker(deps);
const app = isStaff ? createStaffApp(deps) : createPublicApp(deps);
const server = createServer(app).listen(0, '127.0.0.1', () => process.send?.(server.address()));
process.once('disconnect', () => process.exit(0));
