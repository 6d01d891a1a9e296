import type { MikroORM, SqlEntityManager } from '@ostiary/db';
import type { AuthMethod, Door } from '@ostiary/domain/auth';
import type { KeyProvider, NoteSigner, NoteVerifier, WorkQueue } from '@ostiary/domain/crypto';
import type { Language, Permission, SessionId, UserId } from '@ostiary/domain/shared';
import type { Logger } from 'pino';
import type { Env } from './env.ts';
import type { StaffAllowList } from './features/staff-networks/allow-list.ts';
import type { Jobs } from './jobs.ts';
import type { Limits } from './limits/limits.ts';
import type { LiveCases } from './live/live-cases.ts';
import type { Metrics } from './metrics.ts';
import type { Ports } from './ports/ports.ts';

/** Secrets in memory; made from the environment once at start. */
export interface Keys {
  readonly kek: KeyProvider;
  readonly blindIndex: KeyProvider;
  readonly pepper: Buffer;
  /** HS256 keys by key id; the first signs. */
  readonly jwt: readonly { readonly id: string; readonly secret: Buffer }[];
  /** Signs checkpoints of the audit record; what it and its predecessors signed is opened by `verifiers`. */
  readonly checkpoint: { readonly signer: NoteSigner; readonly verifiers: readonly NoteVerifier[] };
  /** Made from each of `jwt`, in its order: the first signs refresh tokens, all of them read. */
  readonly refresh: readonly Buffer[];
  readonly codes: Buffer;
  /** MAC of the known-device cookie. */
  readonly device: Buffer;
  /** Fernet key for messages that wait in the outbox. */
  readonly outbox: Buffer;
  /** MAC of requests that carry an Idempotency-Key: their inputs are personal and few enough to be guessed. */
  readonly idempotency: Buffer;
  /** Of what stands in the audit record as a keyed commitment. */
  readonly commitments: Buffer;
}

/** What a process is made of; the same for both doors and the worker. */
export interface Deps {
  readonly env: Env;
  readonly orm: MikroORM;
  readonly keys: Keys;
  readonly ports: Ports;
  readonly jobs: Jobs;
  readonly hashes: WorkQueue;
  /** bcrypt cost of new hashes: 12, less only in tests. */
  readonly bcryptCost: number;
  readonly log: Logger;
  readonly limits: Limits;
  readonly allowList: StaffAllowList;
  readonly live: LiveCases;
  readonly metrics: Metrics;
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
  /** The known-device cookie, unchecked. */
  readonly deviceCookie: string | undefined;
  /** The portal asked by itself while nobody was at the keyboard: such a call does not keep a session awake. */
  readonly isBackground: boolean;
}

/** The few effects a procedure may have on its HTTP answer besides the body. */
export interface Reply {
  setRefreshCookie(token: string, expiresAt: Date): void;
  clearRefreshCookie(): void;
  setDeviceCookie(token: string, expiresAt: Date): void;
  /** Another status than the procedure's own, on the REST face only. */
  setStatus(status: number): void;
}

export interface Actor {
  readonly id: UserId;
  readonly sessionId: SessionId;
  readonly door: Door;
  readonly name: string;
  readonly roles: readonly string[];
  readonly permissions: ReadonlySet<Permission>;
  /** What they would hold, were it not switched off for the roles that grant it. */
  readonly switchedOff: ReadonlySet<Permission>;
  /** The one branch whose cases they see; null: all. */
  readonly onlyBranch: string | null;
  readonly amr: readonly AuthMethod[];
  readonly steppedUpAt: Date | null;
  readonly hasSecondFactor: boolean;
  /** A second factor is required and not set up: only what sets it up is allowed. */
  readonly mustEnrol: boolean;
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

/** Proof that somebody is signed in at either door. */
export interface SignedInContext extends Context {
  readonly actor: Actor;
}

/** Proof that a signed-in customer with `application.own` is asking. */
export interface CustomerContext extends Context {
  readonly actor: Actor & { readonly door: 'customer' };
}

/** Proof that signed-in staff with the procedure's permission are asking. */
export interface StaffContext extends Context {
  readonly actor: Actor & { readonly door: 'staff' };
}
