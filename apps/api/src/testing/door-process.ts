import { createServer } from 'node:http';
import { createPublicApp } from '../app.ts';
import { openDeps } from '../deps.ts';
import { readEnv } from '../env.ts';

/** The customer door as a process that can be killed; tells its port, and ends with its parent. */
const env = readEnv();
const deps = await openDeps(env, env.DATABASE_URL ?? '');
const server = createServer(createPublicApp(deps)).listen(0, '127.0.0.1', () => process.send?.(server.address()));
process.once('disconnect', () => process.exit(0));
