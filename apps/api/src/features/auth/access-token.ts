import { type Door, SESSION_RULES } from '@ostiary/domain/auth';
import { isCanonicalBase64url } from '@ostiary/domain/crypto';
import { DomainError, SessionId, UserId } from '@ostiary/domain/shared';
import jwt from 'jsonwebtoken';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import type { Keys } from '../../context.ts';

const ISSUER = 'ostiary';

const Claims = z.object({ sub: UserId, sid: SessionId, typ: z.literal('access') });

interface AccessSubject {
  readonly userId: UserId;
  readonly sessionId: SessionId;
  readonly door: Door;
  readonly now: Date;
}

/** An access JWT (RFC 7519, HS256) of 60 minutes. It names the session and no rights: those are read on each request. */
export function signAccess(
  keys: Keys,
  { userId, sessionId, door, now }: AccessSubject,
): { access: string; expiresAt: Date } {
  const [key] = keys.jwt;
  if (!key) throw new Error('JWT_KEYS holds no key');
  const issued = Math.floor(now.getTime() / 1000);
  const exp = issued + SESSION_RULES.accessMinutes * 60;
  const access = jwt.sign(
    { iss: ISSUER, aud: door, sub: userId, sid: sessionId, typ: 'access', iat: issued, exp, jti: uuidv7() },
    key.secret,
    {
      algorithm: 'HS256',
      keyid: key.id,
    },
  );
  return { access, expiresAt: new Date(exp * 1000) };
}

/** jsonwebtoken decodes leniently; three canonical base64url parts are the only form we answer to (Wycheproof JWS #375). */
function keyIdOf(token: string): string | undefined {
  const parts = token.split('.');
  if (parts.length !== 3 || !parts.every(isCanonicalBase64url)) return undefined;
  return jwt.decode(token, { complete: true })?.header.kid;
}

/** Throws `TOKEN_EXPIRED` for an honest token past its time and `TOKEN_INVALID` for everything else. */
export function readAccess(
  keys: Keys,
  token: string,
  { door, now }: { door: Door; now: Date },
): { userId: UserId; sessionId: SessionId } {
  const kid = keyIdOf(token);
  const key = keys.jwt.find((candidate) => candidate.id === kid);
  if (!key) throw new DomainError('TOKEN_INVALID');
  try {
    const payload = jwt.verify(token, key.secret, {
      algorithms: ['HS256'],
      issuer: ISSUER,
      audience: door,
      clockTimestamp: Math.floor(now.getTime() / 1000),
      maxAge: `${SESSION_RULES.accessMinutes}m`,
    });
    const claims = Claims.parse(payload);
    return { userId: claims.sub, sessionId: claims.sid };
  } catch (error) {
    throw new DomainError(error instanceof jwt.TokenExpiredError ? 'TOKEN_EXPIRED' : 'TOKEN_INVALID');
  }
}
