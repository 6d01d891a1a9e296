import { Door, type Done, type ForgotPasswordInput } from '@ostiary/domain/auth';
import { fernetDecrypt, fernetEncrypt } from '@ostiary/domain/crypto';
import { z } from 'zod';
import type { Context, Deps } from '../../context.ts';
import { inTransaction } from '../../transaction.ts';
import { asSystem, recordAudit } from '../audit/audit.service.ts';
import { findAccount } from '../auth/find-account.service.ts';
import { startReset } from './start-reset.service.ts';

const Asked = z.strictObject({ door: Door, username: z.string() });
type Asked = z.infer<typeof Asked>;

/**
 * POST /api/auth/password/forgot/: writes down what was typed, sealed, and answers. Whether anybody has that name is
 * looked up by the worker: the request does the same work for a stranger's name as for a customer's.
 */
export async function forgotPassword(ctx: Context, { username }: ForgotPasswordInput): Promise<Done> {
  const asked: Asked = { door: ctx.door, username };
  const sealed = fernetEncrypt(ctx.deps.keys.outbox, JSON.stringify(asked), { now: ctx.now });
  await inTransaction(ctx, async (tx) => {
    recordAudit(tx, { action: 'password.reset-asked', target: { type: 'app_user', id: null } });
    await tx.deps.jobs.send(tx.em, 'start-reset', { id: sealed });
  });
  return { ok: true };
}

/** The worker's part: sends the link if the name is somebody's who may sign in at that door. */
export async function sendResetLink(deps: Deps, sealed: string): Promise<void> {
  const plain = fernetDecrypt(deps.keys.outbox, sealed).toString('utf8');
  const { door, username } = Asked.parse(JSON.parse(plain));
  await inTransaction({ deps, em: deps.orm.em.fork(), now: deps.clock(), door }, async (tx) => {
    const user = await findAccount(tx, username);
    // No hash yet: a registration that is still being made.
    if (!user || user.isBlocked || user.passwordHash == null) return;
    const target = { type: 'app_user', id: user.id };
    if (await startReset(tx, user)) recordAudit(asSystem(tx.em, tx.now), { action: 'password.link-sent', target });
  });
}
