import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbedded } from '@ostiary/db/embedded';
import { migrate } from '@ostiary/db/migrate';
import { QueueFilter, type QueueSort } from '@ostiary/domain/review';
import { SessionId, SHIPPED_ROLES, UserId } from '@ostiary/domain/shared';
import type { StaffContext } from '../apps/api/src/context.ts';
import { openDeps } from '../apps/api/src/deps.ts';
import { readEnv } from '../apps/api/src/env.ts';
import { listQueue } from '../apps/api/src/features/review/queue.service.ts';
import { testContext } from '../apps/api/src/testing/callers.ts';
import type { Bank } from './queue-cases.ts';
import { fillBank } from './queue-world.ts';

type Deps = Awaited<ReturnType<typeof openDeps>>;

export interface OpenBank extends Bank {
  readonly reviewers: readonly UserId[];
  readonly as: (id: UserId) => StaffContext;
  /** Milliseconds of one core that this process and the bank's database have used so far; of this process alone where there is no /proc. */
  readonly coreMs: () => Promise<number>;
  readonly close: () => Promise<void>;
}

interface Place {
  readonly dataDir: string;
  readonly appUrl: string;
}

function asStaff(deps: Deps, id: UserId): StaffContext {
  const permissions = new Set(SHIPPED_ROLES.KYC_REVIEWER.permissions);
  return {
    ...testContext(deps, 'staff'),
    actor: {
      id,
      sessionId: SessionId.parse(crypto.randomUUID()),
      door: 'staff',
      name: 'Reviewer',
      roles: ['KYC_REVIEWER'],
      permissions,
      amr: ['pwd'],
      steppedUpAt: null,
      hasSecondFactor: false,
      mustEnrol: false,
      switchedOff: new Set(),
      onlyBranch: null,
    },
  };
}

/** The cursor after so many rows, page by page. */
async function cursorAfter(ask: () => StaffContext, rows: number, sort: QueueSort): Promise<string> {
  let cursor: string | undefined;
  for (let left = rows; left > 0; left -= 100) {
    const page = await listQueue(ask(), QueueFilter.parse({ tab: 'all', sort, cursor, limit: Math.min(left, 100) }));
    cursor = page.next ?? undefined;
  }
  return cursor ?? '';
}

const TICK_MS = 10;

/** User and system time of a process (proc_pid_stat(5)); none of one that has ended. */
function ticks(pid: string): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(1)?.split(' ') ?? [];
    return Number(fields[11]) + Number(fields[12]);
  } catch {
    return 0;
  }
}

async function usedMs({ orm }: Deps): Promise<number> {
  const { user, system } = process.cpuUsage();
  const rows = await orm.em
    .fork()
    .execute<{ pid: number }[]>('select pid from pg_stat_activity where usename = current_user');
  return (user + system) / 1_000 + rows.reduce((sum, { pid }) => sum + ticks(String(pid)) * TICK_MS, 0);
}

/** A bank that is filled already. */
export async function attach({ dataDir, appUrl }: Place, size: number): Promise<OpenBank> {
  const deps = await openDeps(readEnv({ DATA_DIR: dataDir, LOG_LEVEL: 'silent', DEMO: '0' }), appUrl);
  const rows = await deps.orm.em
    .fork()
    .execute<{ id: string }[]>(`select id from app_user where username like 'reviewer%' order by id`);
  const reviewers = rows.map(({ id }) => UserId.parse(id));
  const [first = UserId.parse(crypto.randomUUID())] = reviewers;
  const ask = () => asStaff(deps, first);
  const cursors = new Map<QueueSort, string>();
  return {
    size,
    reviewers,
    as: (id) => asStaff(deps, id),
    ask,
    async cursorAfter(after, sort) {
      const cursor = cursors.get(sort) ?? (await cursorAfter(ask, Math.min(after, size / 2), sort));
      cursors.set(sort, cursor);
      return cursor;
    },
    coreMs: () => usedMs(deps),
    close: () => deps.close(),
  };
}

/** A bank of its own with so many applications, gone when it closes. */
export async function openBank(size: number): Promise<OpenBank> {
  const dataDir = mkdtempSync(join(tmpdir(), 'ostiary-bench-queue-'));
  const database = await startEmbedded({ dataDir });
  await migrate({ ownerUrl: database.ownerUrl, appRole: decodeURIComponent(new URL(database.appUrl).username) });
  const filling = await openDeps(readEnv({ DATA_DIR: dataDir, LOG_LEVEL: 'silent', DEMO: '0' }), database.appUrl);
  await fillBank(database.superuserUrl, size, filling.keys);
  await filling.close();
  const bank = await attach({ dataDir, appUrl: database.appUrl }, size);
  return {
    ...bank,
    async close() {
      await bank.close();
      await database.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
