import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openOrm } from '@ostiary/db';
import { startEmbedded } from '@ostiary/db/embedded';
import { migrate } from '@ostiary/db/migrate';
import { readEnv } from '../apps/api/src/env.ts';
import { outsideFolder } from '../apps/api/src/features/audit-seal/outside.ts';
import { verifyAudit } from '../apps/api/src/features/audit-seal/verify-tree.ts';
import { readKeys } from '../apps/api/src/keys.ts';

export const say = (line: string) => process.stdout.write(`${line}\n`);

/** As much of a bank as the audit record needs, on an embedded PostgreSQL of its own; gone afterwards. */
export async function withAuditBank(measure: (bank: AuditBank) => Promise<boolean>): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'ostiary-bench-'));
  const database = await startEmbedded({ dataDir, onProgress: say });
  try {
    await migrate({ ownerUrl: database.ownerUrl, appRole: decodeURIComponent(new URL(database.appUrl).username) });
    const bank = await openAuditBank(dataDir, database);
    try {
      process.exitCode = (await measure(bank)) ? 0 : 1;
    } finally {
      await Promise.all([bank.orm.close(true), bank.owner.close(true)]);
    }
  } finally {
    await database.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function openAuditBank(dataDir: string, { appUrl, ownerUrl }: { appUrl: string; ownerUrl: string }) {
  const env = readEnv({ DATA_DIR: dataDir, LOG_LEVEL: 'silent' });
  const orm = await openOrm({ url: appUrl });
  const owner = await openOrm({ url: ownerUrl, isOwner: true, poolMax: 2 });
  const keys = readKeys(env);
  return {
    env,
    orm,
    keys,
    clock: () => new Date(),
    /** Without the application's timeouts. */
    owner,
    verify: () => verifyAudit({ em: orm.em.fork(), folder: outsideFolder(env), verifiers: keys.checkpoint.verifiers }),
  };
}

export type AuditBank = Awaited<ReturnType<typeof openAuditBank>>;
