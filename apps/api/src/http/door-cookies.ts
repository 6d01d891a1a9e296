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

/** Marks a browser its owner signed in from: `__Host-` as above, 90 days, worthless without this bank's MAC. */
export function deviceCookieName({ door, isProduction }: Jar): string {
  return `${isProduction ? '__Host-' : ''}ostiary_${door}_dev`;
}

function readCookie(req: Request, name: string): string | undefined {
  // cookie-parser types its jar as any.
  const value: unknown = (req.cookies as Record<string, unknown> | undefined)?.[name];
  return typeof value === 'string' ? value : undefined;
}

export const readRefreshCookie = (req: Request, jar: Jar) => readCookie(req, refreshCookieName(jar));
export const readDeviceCookie = (req: Request, jar: Jar) => readCookie(req, deviceCookieName(jar));

export function cookieReply(res: Response, jar: Jar): Reply {
  return {
    setRefreshCookie(token, expiresAt) {
      res.cookie(refreshCookieName(jar), token, { ...options(jar), expires: expiresAt });
    },
    clearRefreshCookie() {
      res.clearCookie(refreshCookieName(jar), options(jar));
    },
    setDeviceCookie(token, expiresAt) {
      res.cookie(deviceCookieName(jar), token, { ...options(jar), expires: expiresAt });
    },
    setStatus: () => {},
  };
}

/** REST carries tokens in bodies and knows no devices; `setStatus` is the bridge's own. */
export const SILENT_REPLY: Reply = {
  setRefreshCookie: () => {},
  clearRefreshCookie: () => {},
  setDeviceCookie: () => {},
  setStatus: () => {},
};
