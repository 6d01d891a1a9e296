import type { AppUser } from '@ostiary/db';
import type { SessionId } from '@ostiary/domain/shared';
import { v7 as uuidv7 } from 'uuid';
import type { Actor, Context, CustomerContext, Deps, StaffContext } from '../context.ts';

type Person = Pick<AppUser, 'id' | 'username' | 'displayName'>;

const SILENT_REPLY: Context['reply'] = {
  setRefreshCookie() {},
  clearRefreshCookie() {},
  setDeviceCookie() {},
  setStatus() {},
};

/** A request that nobody sent, at a moment of the past: the demo bank has no browser. */
export function actAnonymously(deps: Deps, { door, now }: { door: Context['door']; now: Date }): Context {
  const request = {
    id: uuidv7(),
    address: '127.0.0.1',
    userAgent: 'Ostiary demo',
    language: 'en',
    authorization: undefined,
    idempotencyKey: undefined,
    refreshCookie: undefined,
    deviceCookie: undefined,
    isBackground: false,
  } as const;
  return {
    deps: { ...deps, clock: () => now },
    em: deps.orm.em.fork(),
    now,
    door,
    face: 'trpc',
    request,
    reply: SILENT_REPLY,
    actor: null,
    seen: { actor: null },
  };
}

const UNPROVEN = {
  amr: ['pwd'],
  steppedUpAt: null,
  hasSecondFactor: false,
  mustEnrol: false,
  switchedOff: new Set<never>(),
  onlyBranch: null,
} as const;

function actorOf({ id, username, displayName }: Person): Omit<Actor, 'door' | 'roles'> {
  const sessionId = uuidv7() as SessionId; // stands for no session: services only pass it on
  return { id, sessionId, name: displayName ?? username, permissions: new Set(), ...UNPROVEN };
}

export function actAsCustomer(deps: Deps, person: Person, now: Date): CustomerContext {
  const actor = {
    ...actorOf(person),
    door: 'customer',
    roles: ['CUSTOMER'],
    permissions: new Set(['application.own'] as const),
  } as const;
  return { ...actAnonymously(deps, { door: 'customer', now }), actor, seen: { actor } };
}

export function actAsStaff(deps: Deps, person: Person & { readonly role: string }, now: Date): StaffContext {
  // Who approves where the risk is high has just proved who they are.
  const actor = { ...actorOf(person), door: 'staff', roles: [person.role], steppedUpAt: now } as const;
  return { ...actAnonymously(deps, { door: 'staff', now }), actor, seen: { actor } };
}
