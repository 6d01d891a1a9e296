import { setTimeout as pause } from 'node:timers/promises';
import { AlertsChange, CaseChange, NotesChange, NotificationChange, SecurityChange } from '@ostiary/domain/application';
import { DomainError, UserId } from '@ostiary/domain/shared';
import { Client, type Notification } from 'pg';
import type { Logger } from 'pino';
import { z } from 'zod';
import { loggable } from '../failures.ts';

/** What customers hear of too, and what staff alone hear of. */
const CASES = 'ostiary_case';
const DESK = 'ostiary_desk';
/** How an operator finds the connection in `pg_stat_activity`. */
export const LISTENER_NAME = 'ostiary-live';
const PATIENCE_MS = 5_000;
const PROBE_MS = 30_000;
const FIRST_DELAY_MS = 100;
const LONGEST_DELAY_MS = 10_000;

/** Where the case belongs: staff of another branch alone hear nothing of it. */
const OfBranch = { branchId: z.uuid().nullable() };

/** What the trigger of `kyc_application` says at each commit. */
const CaseNotice = CaseChange.omit({ kind: true }).extend({ customerId: UserId, ...OfBranch });
export type CaseNotice = z.infer<typeof CaseNotice>;

/** What the triggers of the desk say: an assignment, a note, something for one person. */
const DeskNotice = z.discriminatedUnion('kind', [
  CaseChange.extend(OfBranch),
  NotesChange.extend(OfBranch),
  AlertsChange,
  SecurityChange,
  NotificationChange.extend({ userId: UserId }),
]);
export type DeskNotice = z.infer<typeof DeskNotice>;

interface ListenerOptions {
  readonly databaseUrl: string;
  readonly log: Logger;
  readonly onCase: (notice: CaseNotice) => void;
  readonly onDesk: (notice: DeskNotice) => void;
  /** Listening has begun, for the first time or anew: what was said before is not known. */
  readonly onListening: () => void;
}

function parse<T>(schema: z.ZodType<T>, payload: string | undefined): T | undefined {
  try {
    return schema.parse(JSON.parse(payload ?? ''));
  } catch {
    return undefined;
  }
}

function hand({ onCase, onDesk }: ListenerOptions, { channel, payload }: Notification): void {
  if (channel === CASES) {
    const notice = parse(CaseNotice, payload);
    if (notice) onCase(notice);
    return;
  }
  const notice = parse(DeskNotice, payload);
  if (notice) onDesk(notice);
}

/** Holds one connection until it is lost; a dead network shows by a probe that stays without answer. */
async function listenOnce(options: ListenerOptions, stop: AbortSignal): Promise<void> {
  const client = new Client({
    connectionString: options.databaseUrl,
    application_name: LISTENER_NAME,
    connectionTimeoutMillis: PATIENCE_MS,
    query_timeout: PATIENCE_MS,
  });
  const lost = Promise.withResolvers<void>();
  const lose = () => lost.resolve();
  client.on('error', lose).on('end', lose);
  client.on('notification', (message) => hand(options, message));
  stop.addEventListener('abort', lose, { once: true });
  const probe = setInterval(() => void client.query('select').catch(lose), PROBE_MS);
  try {
    await client.connect();
    await client.query(`listen ${CASES}; listen ${DESK}`);
    options.onListening();
    await lost.promise;
  } finally {
    clearInterval(probe);
    stop.removeEventListener('abort', lose);
    // The farewell to a peer that is gone would never be answered.
    void client.end().catch(() => undefined);
  }
}

/** The one connection of this process that hears of changed cases; opened when first needed, reopened with growing pauses. */
export function createCaseListener(options: ListenerOptions) {
  const stop = new AbortController();
  let listening = Promise.withResolvers<void>();
  let running: Promise<void> | undefined;

  let delayMs = FIRST_DELAY_MS;
  const onListening = () => {
    delayMs = FIRST_DELAY_MS;
    listening.resolve();
    options.onListening();
  };

  async function run(): Promise<void> {
    while (!stop.signal.aborted) {
      try {
        await listenOnce({ ...options, onListening }, stop.signal);
      } catch (error) {
        options.log.warn({ err: loggable(error) }, 'live updates: the database cannot be listened to');
      }
      listening = Promise.withResolvers<void>();
      await pause(delayMs, undefined, { signal: stop.signal }).catch(() => undefined);
      delayMs = Math.min(delayMs * 2, LONGEST_DELAY_MS);
    }
  }
  return {
    /** Resolves once changes are heard. Throws `UNAVAILABLE` when that takes longer than 5 seconds. */
    async ready(): Promise<void> {
      running ??= run();
      const late = new AbortController();
      const refuse = pause(PATIENCE_MS, undefined, { signal: AbortSignal.any([late.signal, stop.signal]) }).then(() => {
        throw new DomainError('UNAVAILABLE', { retryAfterSeconds: 5 });
      });
      // A pause that was cut short is nobody's failure.
      refuse.catch(() => undefined);
      await Promise.race([listening.promise, refuse]).finally(() => late.abort());
    },
    async close(): Promise<void> {
      stop.abort();
      await running;
    },
  };
}
