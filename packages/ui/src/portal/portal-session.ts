import { readRestError } from '../client/errors.ts';
import type { SessionGrant } from '../client/grant.ts';
import { readRenewal } from '../client/renewal.ts';
import { createSession } from '../client/session.ts';

interface PortalSessionOptions {
  door: 'customer' | 'staff';
  /** Sees the whole answer of a renewal, for what it says besides the grant. */
  onRenewed?: (body: unknown) => void;
}

const backgroundMark = (isBackground: boolean) => (isBackground ? { 'x-ostiary-background': '1' } : undefined);

/** The session of a portal on the page's own origin, with the two calls that cannot go through the tRPC client. */
export function createPortalSession({ door, onRenewed }: PortalSessionOptions) {
  /** Trades the HttpOnly refresh cookie for a grant; outside the tRPC client, whose every call may need this one first. */
  async function renewByCookie(isBackground = false): Promise<SessionGrant> {
    const response = await fetch(new URL('/trpc/auth.refresh', window.location.origin), {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'content-type': 'application/json', 'x-requested-by': 'ostiary', ...backgroundMark(isBackground) },
      body: '{}',
    });
    const body: unknown = await response.json().catch(() => null);
    const grant = readRenewal(response.status, body);
    onRenewed?.(body);
    return grant;
  }
  const session = createSession({ door, renew: renewByCookie });

  /** For what is not tRPC, such as a document's bytes: bearer header, renewed and repeated once. */
  function fetchWithSession(path: string, init: RequestInit = {}): Promise<Response> {
    // Whoever sends something is at the device.
    const isBackground = (init.method ?? 'GET') === 'GET' && session.isBackground();
    return session.withFreshAccess(async (access) => {
      const headers = new Headers(init.headers);
      if (isBackground) headers.set('x-ostiary-background', '1');
      if (access) headers.set('authorization', `Bearer ${access}`);
      const response = await fetch(new URL(path, window.location.origin), { ...init, headers });
      if (!response.ok) throw readRestError(response.status, await response.json().catch(() => null));
      if (!isBackground) session.noteUse();
      return response;
    });
  }
  return { ...session, renewByCookie, fetchWithSession };
}
