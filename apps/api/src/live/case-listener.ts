import { setTimeout as pause } from 'node:timers/promises';
import { ApplicationStatus } from '@ostiary/domain/application';
import { ApplicationId, DomainError, UserId } from '@ostiary/domain/shared';
import { Client } from 'pg';
import type { Logger } from 'pino';
import { z } from 'zod';
import { loggable } from '../failures.ts';

const CHANNEL = 'ostiary_case';
/** How an operator finds the connection in `pg_stat_activity`. */
export const LISTENER_NAME = 'ostiary-live';
const PATIENCE_MS = 5_000;
const PROBE_MS = 30_000;
const FIRST_DELAY_MS = 100;
const LONGEST_DELAY_MS = 10_000;

/** What the trigger of `kyc_application` says at each commit. */
const Notice = z.object({
  id: ApplicationId,
  customerId: UserId,
  version: z.int(),
  status: ApplicationStatus,
});
export type Notice = z.infer<typeof Notice>;

interface ListenerOptions {
  readonly databaseUrl: string;
  readonly log: Logger;
  readonly onNotice: (notice: Notice) => void;
  /** Listening has begun, for the first time or anew: what was said before is not known. */
  readonly onListening: () => void;
}

function parseNotice(payload: string | undefined): Notice | undefined {
  try {
    return Notice.parse(JSON.parse(payload ?? ''));
  } catch {
    return undefined;
  }
}

/** Holds one connection until it is lost; a dead network shows by a probe that stays without answer. */
async function listenOnce({ databaseUrl, onNotice, onListening }: ListenerOptions, stop: AbortSignal): Promise<void> {
  const client = new Client({
    connectionString: databaseUrl,
    application_name: LISTENER_NAME,
    connectionTimeoutMillis: PATIENCE_MS,
    query_timeout: PATIENCE_MS,
  });
  const lost = Promise.withResolvers<void>();
  const lose = () => lost.resolve();
  client.on('error', lose).on('end', lose);
  client.on('notification', ({ payload }) => {
    const notice = parseNotice(payload);
    if (notice) onNotice(notice);
  });
  stop.addEventListener('abort', lose, { once: true });
  const probe = setInterval(() => void client.query('select').catch(lose), PROBE_MS);
  try {
    await client.connect();
    await client.query(`listen ${CHANNEL}`);
    onListening();
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
