import { setTimeout as pause } from 'node:timers/promises';
import { openDeps } from '../deps.ts';
import { readEnv } from '../env.ts';
import { deliverForgotten, deliverMessage } from '../features/notifications/deliver.service.ts';

/** A worker for messages alone, as a process that can be killed; looks for lost wake-ups more often than the real one. */
const env = readEnv();
const deps = await openDeps(env, env.DATABASE_URL ?? '');
await deps.jobs.work('deliver-message', { atOnce: 2, batch: 20 }, (id) => deliverMessage(deps, id));
process.once('disconnect', () => process.exit(0));
process.send?.('ready');
for (;;) {
  await deliverForgotten(deps);
  await pause(250);
}
