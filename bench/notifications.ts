// Messages through two workers that are killed again and again, to a real mail server: nothing lost, doubled or out of order.
//   node bench/notifications.ts [messages = 10000] [people = 500] [kills = 5]
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openOrm } from '@ostiary/db';
import { startEmbedded } from '@ostiary/db/embedded';
import { migrate } from '@ostiary/db/migrate';
import { openDeps } from '../apps/api/src/deps.ts';
import { readEnv } from '../apps/api/src/env.ts';
import { deliverUnderKills } from '../apps/api/src/testing/delivery-kills.ts';

const [messages = 10_000, people = 500, kills = 5] = process.argv.slice(2).map(Number);
const say = (line: string) => process.stdout.write(`${line}\n`);

const dataDir = mkdtempSync(join(tmpdir(), 'ostiary-bench-'));
const database = await startEmbedded({ dataDir, onProgress: say });
try {
  await migrate({ ownerUrl: database.ownerUrl, appRole: decodeURIComponent(new URL(database.appUrl).username) });
  const deps = await openDeps(readEnv({ DATA_DIR: dataDir, LOG_LEVEL: 'silent' }), database.appUrl);
  const ownerOrm = await openOrm({ url: database.ownerUrl, poolMax: 2, isOwner: true });
  const owner = <Row>(sql: string, params: readonly unknown[] = []) =>
    ownerOrm.em.getConnection().execute<Row[]>(sql, [...params]);
  // Real time: the sweep finds them once they are free.
  const letLeasesLapse = () => pause(0);
  const flood = { deps, owner, databaseUrl: database.appUrl, people, messages, kills, letLeasesLapse };
  const { seconds, ...found } = await deliverUnderKills(flood);
  say(`${messages} messages to ${people} people, ${kills} kills: ${JSON.stringify(found)} in ${seconds.toFixed(1)} s`);
  process.exitCode = found.missing + found.doubled + found.outOfOrder === 0 ? 0 : 1;
  await ownerOrm.close(true);
  await deps.close();
} finally {
  await database.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
