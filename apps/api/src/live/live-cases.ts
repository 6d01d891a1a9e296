import { EventEmitter } from 'node:events';
import { type LiveChange, toldStatus } from '@ostiary/domain/application';
import type { Door } from '@ostiary/domain/auth';
import { DomainError, type SessionId, type UserId } from '@ostiary/domain/shared';
import type { Logger } from 'pino';
import { type CaseNotice, createCaseListener, type DeskNotice } from './case-listener.ts';
import { type ChangeQueue, createChangeQueue } from './change-queue.ts';

/** One for each portal is usual; browsers without locks over tabs open one for each tab. */
const MOST_STREAMS = 5;
const RECHECK_MS = 30_000;
/** What everybody at the desk hears, and what only they hear who see every branch. */
const STAFF = 'staff';
const EVERY_BRANCH = 'every branch';
const ofBranch = (id: string) => `branch ${id}`;
const memberOfStaff = (id: UserId) => `staff ${id}`;

interface LiveOptions {
  readonly databaseUrl: string;
  readonly log: Logger;
  /** How often a stream asks whether its session still stands. */
  readonly recheckMs?: number;
}

/** One open stream's place. */
export interface LiveSeat extends Disposable {
  readonly queue: ChangeQueue;
  readonly recheckMs: number;
}

interface Listener {
  readonly sessionId: SessionId;
  readonly userId: UserId;
  /** A customer hears of their own cases; staff of those they see, and of what came for them. */
  readonly door: Door;
  /** The one branch whose cases they see; null: all. */
  readonly onlyBranch: string | null;
}

function topicsOf({ userId, door, onlyBranch }: Listener): string[] {
  if (door === 'customer') return [userId];
  return [STAFF, memberOfStaff(userId), onlyBranch === null ? EVERY_BRANCH : ofBranch(onlyBranch)];
}

const deskOf = (branchId: string | null) => [EVERY_BRANCH, ...(branchId === null ? [] : [ofBranch(branchId)])];

/** Who hears of a notice, and what of it. */
function saidAtDesk(notice: DeskNotice): { readonly topics: readonly string[]; readonly change: LiveChange } {
  if ('branchId' in notice) {
    const { branchId, ...change } = notice;
    return { topics: deskOf(branchId), change };
  }
  if (notice.kind !== 'notification') return { topics: [STAFF], change: notice };
  // A person listens at one of the doors, to a topic of its own.
  return { topics: [memberOfStaff(notice.userId), notice.userId], change: { kind: 'notification' } };
}

/** Open streams are counted in this process alone: several processes allow several times as many. */
function createSeats() {
  const taken = new Map<SessionId, number>();
  return {
    take(sessionId: SessionId): void {
      const count = taken.get(sessionId) ?? 0;
      if (count >= MOST_STREAMS) throw new DomainError('RATE_LIMITED', { retryAfterSeconds: 60 });
      taken.set(sessionId, count + 1);
    },
    leave(sessionId: SessionId): void {
      const count = (taken.get(sessionId) ?? 0) - 1;
      if (count > 0) taken.set(sessionId, count);
      else taken.delete(sessionId);
    },
  };
}

/** The open streams of this process, and who of them hears what. */
function createAudience() {
  const news = new EventEmitter<Record<string, [LiveChange]>>().setMaxListeners(0);
  const seats = createSeats();
  const queues = new Set<ChangeQueue>();
  return {
    admit(listener: Listener) {
      const { sessionId } = listener;
      seats.take(sessionId);
      const queue = createChangeQueue();
      const topics = topicsOf(listener);
      const hear = (change: LiveChange) => queue.push(change);
      for (const topic of topics) news.on(topic, hear);
      queues.add(queue);
      const leave = () => {
        for (const topic of topics) news.off(topic, hear);
        queues.delete(queue);
        seats.leave(sessionId);
      };
      return { queue, leave };
    },
    onCase({ customerId, branchId, ...facts }: CaseNotice): void {
      const change = { kind: 'case', ...facts } as const;
      news.emit(customerId, { ...change, status: toldStatus(change.status) });
      for (const topic of deskOf(branchId)) news.emit(topic, change);
    },
    onDesk(notice: DeskNotice): void {
      const { topics, change } = saidAtDesk(notice);
      for (const topic of topics) news.emit(topic, change);
    },
    onListening(): void {
      for (const queue of queues) queue.resync();
    },
    end(): void {
      for (const queue of queues) queue.end();
    },
  };
}

export type LiveCases = ReturnType<typeof openLiveCases>;

/** Tells the open streams of this process which cases changed; connects to the database with the first stream. */
export function openLiveCases({ databaseUrl, log, recheckMs = RECHECK_MS }: LiveOptions) {
  const audience = createAudience();
  const listener = createCaseListener({
    databaseUrl,
    log,
    onCase: (notice) => audience.onCase(notice),
    onDesk: (notice) => audience.onDesk(notice),
    onListening: () => audience.onListening(),
  });
  let isClosed = false;
  return {
    /**
     * A place whose first event is a resync. Throws `RATE_LIMITED` for a session's sixth, `UNAVAILABLE` while the
     * database cannot be heard or the process is stopping.
     */
    async open(person: Listener): Promise<LiveSeat> {
      if (isClosed) throw new DomainError('UNAVAILABLE', { retryAfterSeconds: 2 });
      const { queue, leave } = audience.admit(person);
      await listener.ready().catch((error: unknown) => {
        leave();
        throw error;
      });
      queue.resync();
      return { queue, recheckMs, [Symbol.dispose]: leave };
    },
    /** Ends every stream and lets no new one begin. */
    async close(): Promise<void> {
      isClosed = true;
      audience.end();
      await listener.close();
    },
  };
}
