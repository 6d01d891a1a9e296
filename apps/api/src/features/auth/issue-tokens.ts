import type { AppUser, Session } from '@ostiary/db';
import type { SignedIn } from '@ostiary/domain/auth';
import { signRefreshToken } from '@ostiary/domain/crypto';
import type { Context } from '../../context.ts';
import { idleMinutes } from '../../security-profile.ts';
import { signAccess } from './access-token.ts';
import { sessionUser } from './session-user.ts';

/** The new pair of tokens; the refresh token goes into the body for REST and into the cookie for portals. */
export async function issueTokens(ctx: Context, session: Session, user: AppUser): Promise<SignedIn> {
  const { keys, env } = ctx.deps;
  const [key] = keys.refresh;
  if (!key) throw new Error('JWT_KEYS holds no key');
  const { access, expiresAt } = signAccess(keys, {
    userId: user.id,
    sessionId: session.id,
    door: ctx.door,
    now: ctx.now,
  });
  const refresh = signRefreshToken(key, { sessionId: session.id, counter: session.counter, door: ctx.door });
  const body = {
    access,
    issuedAt: ctx.now.toISOString(),
    accessExpiresAt: expiresAt.toISOString(),
    sessionEndsAt: session.absoluteExpiresAt.toISOString(),
    idleMinutes: idleMinutes(env, ctx.door),
    user: await sessionUser(ctx, user),
  };
  if (ctx.face === 'rest') return { ...body, refresh };
  ctx.reply.setRefreshCookie(refresh, session.absoluteExpiresAt);
  return body;
}
