import type { Door } from '@ostiary/domain/auth';
import { v7 as uuidv7 } from 'uuid';
import type { Context, Deps } from '../context.ts';
import { publicRouter, staffRouter } from '../router.ts';
import { createCaller } from '../trpc.ts';

/** What a caller sends along; change it between calls to play a browser. */
export interface Visitor {
  access?: string | undefined;
  refreshCookie?: string | undefined;
  deviceCookie?: string | undefined;
  isBackground?: boolean;
  address?: string;
  userAgent?: string;
  idempotencyKey?: string | undefined;
  language?: Context['request']['language'];
  face?: Context['face'];
}

const ADDRESS = '192.0.2.10';
const USER_AGENT = 'ostiary-tests';

/** A request as the HTTP face would have made it; the cookie a procedure sets lands in `visitor`. */
export function testContext(deps: Deps, door: Door, visitor: Visitor = {}): Context {
  return {
    deps,
    em: deps.orm.em.fork(),
    now: deps.clock(),
    door,
    face: visitor.face ?? 'trpc',
    request: {
      id: uuidv7(),
      address: visitor.address ?? ADDRESS,
      userAgent: visitor.userAgent ?? USER_AGENT,
      language: visitor.language ?? 'en',
      authorization: visitor.access === undefined ? undefined : `Bearer ${visitor.access}`,
      idempotencyKey: visitor.idempotencyKey,
      refreshCookie: visitor.refreshCookie,
      deviceCookie: visitor.deviceCookie,
      isBackground: visitor.isBackground ?? false,
    },
    reply: {
      setRefreshCookie(token) {
        visitor.refreshCookie = token;
      },
      clearRefreshCookie() {
        visitor.refreshCookie = undefined;
      },
      setDeviceCookie(token) {
        visitor.deviceCookie = token;
      },
      setStatus: () => {},
    },
    actor: null,
    seen: { actor: null },
  };
}

const callPublic = createCaller(publicRouter);
const callStaff = createCaller(staffRouter);

/** The customer door's procedures; every call is a request of its own. */
export const publicCaller = (deps: Deps, visitor: Visitor = {}) =>
  callPublic(() => testContext(deps, 'customer', visitor));
export const staffCaller = (deps: Deps, visitor: Visitor = {}) => callStaff(() => testContext(deps, 'staff', visitor));

export type PublicCaller = ReturnType<typeof publicCaller>;
export type StaffCaller = ReturnType<typeof staffCaller>;
