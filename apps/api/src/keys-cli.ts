import { existsSync } from 'node:fs';
import { openOrm } from '@ostiary/db';
import { openPlace } from './cli-place.ts';
import { readEnv } from './env.ts';
import { keyStatus } from './features/keys/key-status.service.ts';
import { renewIndexes } from './features/keys/reindex.service.ts';
import type { RenewOptions, Renewed } from './features/keys/renew.ts';
import { rotateKek } from './features/keys/rotate-kek.service.ts';
import type { RotationDeps } from './features/keys/rotation-run.ts';
import { tellEnd, tellProgress, tellStatus } from './features/keys/tell-keys.ts';
import { readKeys } from './keys.ts';
import { openLog } from './server-log.ts';

const USAGE = `npm run keys -- <command>
  status              which versions of KEK_RING and BLIND_INDEX_KEYS are in use, and which may go
  rotate              wraps every data key under the newest KEK_RING version, while the bank goes on
  reindex             makes every blind index anew under the newest BLIND_INDEX_KEYS version, the same way
  --at-once=<people>  people in one transaction (200)
Cut off at any moment, the same command goes on from there.`;

const SAY_EVERY_MS = 500;

const say = (line: string) => void process.stdout.write(`${line}\n`);

type Renewing = (deps: RotationDeps, options: RenewOptions) => Promise<Renewed>;

async function renew(deps: RotationDeps, renewing: Renewing, atOnce: number | undefined): Promise<number> {
  const begunAt = performance.now();
  let saidAt = begunAt;
  const onProgress: RenewOptions['onProgress'] = (progress) => {
    if (performance.now() - saidAt < SAY_EVERY_MS && progress.done < progress.total) return;
    saidAt = performance.now();
    say(tellProgress(progress));
  };
  const renewed = await renewing(deps, { onProgress, ...(atOnce === undefined ? {} : { atOnce }) });
  say(tellEnd(renewed, (performance.now() - begunAt) / 1000));
  return renewed.failed.length === 0 ? 0 : 1;
}

async function status(deps: RotationDeps): Promise<number> {
  const rings = await keyStatus(deps);
  say(tellStatus(rings));
  return rings.some(({ versions }) => versions.some(({ standing }) => standing === 'missing')) ? 1 : 0;
}

async function main([command = '', ...options]: readonly string[]): Promise<number> {
  const [, people] = /^--at-once=([1-9]\d{0,4})$/.exec(options[0] ?? '') ?? [];
  if (!['status', 'rotate', 'reindex'].includes(command) || options.length > Number(people !== undefined)) {
    say(USAGE);
    return 2;
  }
  if (existsSync('.env')) process.loadEnvFile('.env');
  const env = readEnv();
  const keys = readKeys(env);
  const place = await openPlace(env, say);
  const orm = await openOrm({ url: place.url, poolMax: 4 });
  try {
    const deps: RotationDeps = { orm, keys, log: openLog(env), clock: () => new Date() };
    if (command === 'status') return await status(deps);
    const atOnce = people === undefined ? undefined : Number(people);
    return await renew(deps, command === 'rotate' ? rotateKek : renewIndexes, atOnce);
  } finally {
    await orm.close(true);
    await place.stop();
  }
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
