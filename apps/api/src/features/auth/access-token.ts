import { Door, SESSION_RULES } from '@ostiary/domain/auth';
import { isCanonicalBase64url } from '@ostiary/domain/crypto';
import { DomainError, SessionId, UserId } from '@ostiary/domain/shared';
import jwt from 'jsonwebtoken';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import type { Keys } from '../../context.ts';

const ISSUER = 'ostiary';

/** How far the clocks of two of our servers may differ. */
const SKEW_SECONDS = 60;

/** Exactly what `signAccess` writes: no `crit`, `jwk`, `b64` or second audience can mean anything here. */
const Header = z.strictObject({ alg: z.literal('HS256'), typ: z.literal('JWT'), kid: z.string() });
const Claims = z.strictObject({
  iss: z.literal(ISSUER),
  aud: Door,
  sub: UserId,
  sid: SessionId,
  typ: z.literal('access'),
  iat: z.int(),
  exp: z.int(),
  jti: z.uuid(),
});

interface AccessSubject {
  readonly userId: UserId;
  readonly sessionId: SessionId;
  readonly door: Door;
  readonly now: Date;
}

/** An access JWT (RFC 7519, HS256) of 60 minutes. It names the session and no rights: those are read on each request. */
export function signAccess(
  keys: Pick<Keys, 'jwt'>,
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

/**
 * Verifies a compact JWS (RFC 7515) under one HS256 key; gives its payload or throws. jsonwebtoken decodes leniently:
 * three canonical base64url parts are the only form we answer to (Wycheproof JWS #375).
 */
export function verifyJws(token: string, secret: Buffer, options: jwt.VerifyOptions = {}): unknown {
  const parts = token.split('.');
  if (parts.length !== 3 || !parts.every(isCanonicalBase64url)) throw new jwt.JsonWebTokenError('not a compact JWS');
  return jwt.verify(token, secret, { ...options, algorithms: ['HS256'], complete: false });
}

/** One spelling only: JSON readers disagree on repeated keys (RFC 7515, section 4), so text that we would not write is refused. */
function readJson(part: string | undefined): unknown {
  const text = Buffer.from(part ?? '', 'base64url').toString('utf8');
  const value: unknown = JSON.parse(text);
  if (JSON.stringify(value) !== text) throw new SyntaxError('another spelling');
  return value;
}

function keyFor(keys: Pick<Keys, 'jwt'>, token: string): Buffer {
  const [header, payload] = token.split('.');
  const { kid } = Header.parse(readJson(header));
  readJson(payload);
  const key = keys.jwt.find((candidate) => candidate.id === kid);
  if (!key) throw new jwt.JsonWebTokenError('unknown key');
  return key.secret;
}

/** Throws `TOKEN_EXPIRED` for an honest token past its time and `TOKEN_INVALID` for everything else. */
export function readAccess(
  keys: Pick<Keys, 'jwt'>,
  token: string,
  { door, now }: { door: Door; now: Date },
): { userId: UserId; sessionId: SessionId } {
  try {
    const clockTimestamp = Math.floor(now.getTime() / 1000);
    const payload = verifyJws(token, keyFor(keys, token), {
      issuer: ISSUER,
      audience: door,
      clockTimestamp,
      maxAge: `${SESSION_RULES.accessMinutes}m`,
    });
    const claims = Claims.parse(payload);
    if (claims.iat > clockTimestamp + SKEW_SECONDS) throw new jwt.JsonWebTokenError('from the future');
    return { userId: claims.sub, sessionId: claims.sid };
  } catch (error) {
    throw new DomainError(error instanceof jwt.TokenExpiredError ? 'TOKEN_EXPIRED' : 'TOKEN_INVALID');
  }
}
