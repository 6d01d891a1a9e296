import { createServer } from 'node:http';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createPublicApp } from '../apps/api/src/app.ts';
import { openDeps } from '../apps/api/src/deps.ts';
import { readEnv } from '../apps/api/src/env.ts';
import { deliverMessage } from '../apps/api/src/features/notifications/deliver.service.ts';

/** The customer door as it runs, with messages delivered and scan jobs left waiting. Ends with its parent. */
const env = readEnv();
const deps = await openDeps(env, env.DATABASE_URL ?? '');
await deps.jobs.work('deliver-message', { atOnce: 2 }, (id) => deliverMessage(deps, id));
createServer(createPublicApp(deps)).listen(env.PUBLIC_PORT, '127.0.0.1', () => process.send?.('listening'));
const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();
/** `stall?` answers the longest stall of the event loop since the last question, in ms. */
process.on('message', () => {
  process.send?.({ stallMs: delay.max / 1e6 });
  delay.reset();
});
process.once('disconnect', () => process.exit(0));
