import type { MikroORM, SqlEntityManager } from '@ostiary/db';
import type { Door } from '@ostiary/domain/auth';
import type { HashQueue, KeyProvider } from '@ostiary/domain/crypto';
import type { Language, Permission, SessionId, UserId } from '@ostiary/domain/shared';
import type { Logger } from 'pino';
import type { Env } from './env.ts';
import type { Jobs } from './jobs.ts';
import type { Ports } from './ports/ports.ts';

/** Secrets in memory; made from the environment once at start. */
export interface Keys {
  readonly kek: KeyProvider;
  readonly blindIndex: KeyProvider;
  readonly pepper: Buffer;
  /** HS256 keys by key id; the first signs. */
  readonly jwt: readonly { readonly id: string; readonly secret: Buffer }[];
  readonly refresh: Buffer;
  readonly codes: Buffer;
  /** Fernet key for messages that wait in the outbox. */
  readonly outbox: Buffer;
}

/** What a process is made of; the same for both doors and the worker. */
export interface Deps {
  readonly env: Env;
  readonly orm: MikroORM;
  readonly keys: Keys;
  readonly ports: Ports;
  readonly jobs: Jobs;
  readonly hashes: HashQueue;
  /** bcrypt cost of new hashes: 12, less only in tests. */
  readonly bcryptCost: number;
  readonly log: Logger;
  readonly clock: () => Date;
}

/** Where a request came from, as far as it can be trusted (`TRUST_PROXY`). */
export interface RequestFacts {
  readonly id: string;
  readonly address: string;
  readonly userAgent: string;
  readonly language: Language;
  readonly authorization: string | undefined;
  readonly idempotencyKey: string | undefined;
  readonly refreshCookie: string | undefined;
}

/** The few effects a procedure may have on its HTTP answer besides the body. */
export interface Reply {
  setRefreshCookie(token: string, expiresAt: Date): void;
  clearRefreshCookie(): void;
}

export interface Actor {
  readonly id: UserId;
  readonly sessionId: SessionId;
  readonly door: Door;
  readonly name: string;
  readonly roles: readonly string[];
  readonly permissions: ReadonlySet<Permission>;
}

/** One request: its own entity manager, never shared. */
export interface Context {
  readonly deps: Deps;
  readonly em: SqlEntityManager;
  readonly now: Date;
  readonly door: Door;
  readonly face: 'trpc' | 'rest';
  readonly request: RequestFacts;
  readonly reply: Reply;
  /** Null on public procedures and for anonymous callers. */
  readonly actor: Actor | null;
  /** Who turned out to be asking, for the record of a refusal made outside the narrowed context. */
  readonly seen: { actor: Actor | null };
}

/** Proof that a signed-in customer with `application.own` is asking. */
export interface CustomerContext extends Context {
  readonly actor: Actor & { readonly door: 'customer' };
}

/** Proof that signed-in staff with the procedure's permission are asking. */
export interface StaffContext extends Context {
  readonly actor: Actor & { readonly door: 'staff' };
}
