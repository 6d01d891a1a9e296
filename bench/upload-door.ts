import { createServer } from 'node:http';
import { createPublicApp } from '../apps/api/src/app.ts';
import { openDeps } from '../apps/api/src/deps.ts';
import { readEnv } from '../apps/api/src/env.ts';
import { deliverMessage } from '../apps/api/src/features/notifications/notifications.service.ts';

/** The customer door as it runs, with messages delivered and scan jobs left waiting. Ends with its parent. */
const env = readEnv();
const deps = await openDeps(env, env.DATABASE_URL ?? '');
await deps.jobs.work('deliver-message', { atOnce: 2 }, (id) => deliverMessage(deps, id));
createServer(createPublicApp(deps)).listen(env.PUBLIC_PORT, '127.0.0.1', () => process.send?.('listening'));
process.once('disconnect', () => process.exit(0));
