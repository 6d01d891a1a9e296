import { isIP } from 'node:net';
import type { Door } from '@ostiary/domain/auth';
import { preferredLanguage } from '@ostiary/domain/shared';
import type { Request, Response } from 'express';
import type { Context, Deps, RequestFacts } from '../context.ts';
import { cookieReply, readDeviceCookie, readRefreshCookie, SILENT_REPLY } from './door-cookies.ts';
import { requestIdOf } from './request-log.ts';

const USER_AGENT_CHARS = 300;

/** Unwraps `::ffff:192.0.2.1` and drops a zone (`%eth0`), which PostgreSQL's inet does not know. */
function plainAddress(text: string | undefined): string | undefined {
  const address = (text ?? '').replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  return isIP(address) ? address : undefined;
}

/** The client as far as TRUST_PROXY lets us believe it; a forged X-Forwarded-For that is no address does not count. */
export function addressOf(req: Request): string {
  return plainAddress(req.ip) ?? plainAddress(req.socket.remoteAddress) ?? '0.0.0.0';
}

/** Control characters would let a client write lines of its own into logs and exports. */
function cleanUserAgent(text: string | undefined): string {
  return (text ?? '').replace(/\p{C}/gu, ' ').slice(0, USER_AGENT_CHARS);
}

type Cookies = Pick<RequestFacts, 'refreshCookie' | 'deviceCookie'>;
const NO_COOKIES: Cookies = { refreshCookie: undefined, deviceCookie: undefined };

function factsOf(req: Request, cookies: Cookies): RequestFacts {
  return {
    id: requestIdOf(req),
    address: addressOf(req),
    userAgent: cleanUserAgent(req.get('user-agent')),
    language: preferredLanguage(req.get('accept-language')),
    authorization: req.get('authorization'),
    idempotencyKey: req.get('idempotency-key'),
    isBackground: req.get('x-ostiary-background') === '1',
    ...cookies,
  };
}

interface Exchange {
  readonly req: Request;
  readonly res: Response;
  readonly door: Door;
  readonly face: Context['face'];
}

/** A fresh context for one request: an entity manager of its own, nobody signed in yet. REST knows no cookies. */
export function createContext(deps: Deps, { req, res, door, face }: Exchange): Context {
  const jar = { door, isProduction: deps.env.OSTIARY_ENV === 'production' };
  const hasCookies = face === 'trpc';
  return {
    deps,
    em: deps.orm.em.fork(),
    now: deps.clock(),
    door,
    face,
    request: factsOf(
      req,
      hasCookies
        ? { refreshCookie: readRefreshCookie(req, jar), deviceCookie: readDeviceCookie(req, jar) }
        : NO_COOKIES,
    ),
    reply: hasCookies ? cookieReply(res, jar) : SILENT_REPLY,
    actor: null,
    seen: { actor: null },
  };
}
