import { type ChildProcess, fork } from 'node:child_process';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { UserId } from '@ostiary/domain/shared';
import { SMTPServer } from 'smtp-server';
import { v7 as uuidv7 } from 'uuid';
import type { Deps } from '../context.ts';
import { notify } from '../features/notifications/notifications.service.ts';
import { inTransaction } from '../transaction.ts';
import { childSettings } from './child-settings.ts';
import type { TestDeps } from './test-deps.ts';

const AT_ONCE = 50;

interface Flood {
  readonly deps: Deps;
  readonly owner: TestDeps['owner'];
  readonly databaseUrl: string;
  readonly people: number;
  readonly messages: number;
  /** How often a worker is killed in the middle of its work; but for the last, another starts in its place. */
  readonly kills: number;
  /** So that the leases of the killed run out; where time is real, it waits. */
  readonly letLeasesLapse: () => Promise<void>;
}

interface FloodResult {
  /** Never arrived. */
  readonly missing: number;
  /** Arrived twice under different ids. */
  readonly doubled: number;
  /** Arrived again under their own id: in the hands of a worker that was killed. */
  readonly repeats: number;
  /** A person's later message came first. */
  readonly outOfOrder: number;
  readonly seconds: number;
}

async function enqueueAll({ deps, owner, people, messages }: Flood): Promise<Map<string, number>> {
  const ids = Array.from({ length: people }, () => uuidv7());
  for (const [n, id] of ids.entries())
    await owner(`insert into app_user (id, username, email, created_at, updated_at) values (?, ?, ?, now(), now())`, [
      id,
      `flood${n}`,
      `flood-${n}@example.com`,
    ]);
  for (let first = 0; first < messages; first += AT_ONCE) {
    const ctx = { deps, em: deps.orm.em.fork(), now: deps.clock() };
    await inTransaction(ctx, async (tx) => {
      for (let n = first; n < Math.min(messages, first + AT_ONCE); n += 1) {
        // Ids made above; a brand exists at compile time only.
        const id = ids[n % people] as UserId;
        const user = { id, email: `flood-${n % people}@example.com`, phoneNumber: null, language: 'en' } as const;
        await notify(tx, { user, template: 'confirm_email', params: { code: String(n).padStart(6, '0') } });
        await tx.em.flush();
      }
    });
  }
  const rows = await owner<{ id: string; seq: string }>(
    `select m.id, m.seq from outbox_message m join app_user u on u.id = m.user_id where u.username like 'flood%'`,
  );
  return new Map(rows.map(({ id, seq }) => [id, Number(seq)]));
}

interface Arrival {
  readonly id: string;
  readonly to: string;
  readonly code: string;
}

/** What the world got, in the order in which it got it. */
async function openMailbox(onArrival: () => void) {
  const arrivals: Arrival[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    onData(stream, session, done) {
      let raw = '';
      stream.on('data', (chunk: Buffer) => (raw += chunk.toString()));
      stream.on('end', () => {
        const id = /^Message-ID: <([^@]+)@/im.exec(raw)?.[1] ?? '';
        const code = /Your code is (\d+)/.exec(raw)?.[1] ?? '';
        arrivals.push({ id, code, to: session.envelope.rcptTo[0]?.address ?? '' });
        onArrival();
        done();
      });
    },
  });
  // A worker that is killed cuts its connection.
  server.on('error', () => undefined);
  const listening = server.listen(0, '127.0.0.1');
  await new Promise((done) => listening.once('listening', done));
  // A TCP server's address is no text.
  const { port } = listening.address() as AddressInfo;
  return { arrivals, port, close: () => new Promise<void>((done) => server.close(() => done())) };
}

function judge(arrivals: readonly Arrival[], seqs: ReadonlyMap<string, number>): Omit<FloodResult, 'seconds'> {
  const first = new Map(arrivals.toReversed().map((arrival) => [arrival.id, arrival]));
  const inOrder = arrivals.filter((arrival) => first.get(arrival.id) === arrival);
  const last = new Map<string, number>();
  let outOfOrder = 0;
  for (const { id, to } of inOrder) {
    const seq = seqs.get(id) ?? 0;
    if (seq < (last.get(to) ?? 0)) outOfOrder += 1;
    last.set(to, seq);
  }
  return {
    missing: [...seqs.keys()].filter((id) => !first.has(id)).length,
    doubled: inOrder.length - new Set(inOrder.map(({ code }) => code)).size,
    repeats: arrivals.length - inOrder.length,
    outOfOrder,
  };
}

/** Sends so many messages through two workers of which some are killed, to a real mail server, and says what arrived. */
export async function deliverUnderKills(flood: Flood): Promise<FloodResult> {
  const { owner, messages, kills, letLeasesLapse } = flood;
  const seqs = await enqueueAll(flood);
  const workers: ChildProcess[] = [];
  let killed = 0;
  const mailbox = await openMailbox(() => {
    if (killed >= kills || mailbox.arrivals.length < ((killed + 1) * messages) / (kills + 1)) return;
    killed += 1;
    workers.shift()?.kill('SIGKILL');
    if (killed < kills) start();
  });
  const env = { ...childSettings(flood), SMTP_URL: `smtp://127.0.0.1:${mailbox.port}` };
  const start = () =>
    workers.push(fork(join(import.meta.dirname, 'delivery-process.ts'), { env, execArgv: [], stdio: 'inherit' }));
  const startedAt = performance.now();
  start();
  start();
  try {
    for (let lapsed = 0; ;) {
      const [row] = await owner<{ n: string }>(
        'select count(*) as n from outbox_message where sent_at is null and given_up_at is null',
      );
      if (Number(row?.n) === 0) break;
      if (lapsed < killed) {
        lapsed = killed;
        await letLeasesLapse();
      }
      await pause(100);
    }
    return { ...judge(mailbox.arrivals, seqs), seconds: (performance.now() - startedAt) / 1000 };
  } finally {
    for (const worker of workers) worker.kill('SIGKILL');
    await mailbox.close();
  }
}
