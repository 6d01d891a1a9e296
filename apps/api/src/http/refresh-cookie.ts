import type { Door } from '@ostiary/domain/auth';
import type { CookieOptions, Request, Response } from 'express';
import type { Reply } from '../context.ts';

interface Jar {
  readonly door: Door;
  readonly isProduction: boolean;
}

/** Cookies ignore ports, so each door has a name of its own; `__Host-` binds it to this host over TLS (RFC 6265bis). */
export function refreshCookieName({ door, isProduction }: Jar): string {
  return `${isProduction ? '__Host-' : ''}ostiary_${door}_rt`;
}

function options({ isProduction }: Jar): CookieOptions {
  return { httpOnly: true, sameSite: 'strict', path: '/', secure: isProduction };
}

export function readRefreshCookie(req: Request, jar: Jar): string | undefined {
  // cookie-parser types its jar as any.
  const value: unknown = (req.cookies as Record<string, unknown> | undefined)?.[refreshCookieName(jar)];
  return typeof value === 'string' ? value : undefined;
}

export function cookieReply(res: Response, jar: Jar): Reply {
  return {
    setRefreshCookie(token, expiresAt) {
      res.cookie(refreshCookieName(jar), token, { ...options(jar), expires: expiresAt });
    },
    clearRefreshCookie() {
      res.clearCookie(refreshCookieName(jar), options(jar));
    },
  };
}

/** REST carries tokens in bodies: nothing to set. */
export const SILENT_REPLY: Reply = { setRefreshCookie: () => {}, clearRefreshCookie: () => {} };
