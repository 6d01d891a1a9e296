import { createSession, readRenewal, readRestError, type SessionGrant } from '@ostiary/ui/client';
import { getPerson, readPerson, setPerson } from './person.ts';

/** Trades the HttpOnly refresh cookie for a grant; outside the tRPC client, whose every call may need this one first. */
async function renewByCookie(): Promise<SessionGrant> {
  const response = await fetch(new URL('/trpc/auth.refresh', window.location.origin), {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'content-type': 'application/json', 'x-requested-by': 'ostiary' },
    body: '{}',
  });
  const body: unknown = await response.json().catch(() => null);
  const grant = readRenewal(response.status, body);
  setPerson(readPerson(body));
  return grant;
}

export const session = createSession({ door: 'staff', renew: renewByCookie });
session.subscribe(() => {
  if (session.getState().status === 'anonymous') setPerson(null);
});
export const { startSession, endSession, getAccess, useSession, withFreshAccess } = session;

/** For what is not tRPC, such as a document's bytes: bearer header, renewed and repeated once. */
export function fetchWithSession(path: string, init: RequestInit = {}): Promise<Response> {
  return withFreshAccess(async (access) => {
    const headers = new Headers(init.headers);
    if (access) headers.set('authorization', `Bearer ${access}`);
    const response = await fetch(new URL(path, window.location.origin), { ...init, headers });
    if (!response.ok) throw readRestError(response.status, await response.json().catch(() => null));
    return response;
  });
}

/** A tab that was signed in by another one holds a token but does not know whose: it asks once. */
export async function ensurePerson(): Promise<void> {
  if (getPerson()) return;
  const grant = await renewByCookie();
  startSession(grant.access, grant.accessExpiresAt);
}
