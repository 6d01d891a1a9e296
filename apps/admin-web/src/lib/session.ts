import { createPortalSession } from '@ostiary/ui/portal';
import { getPerson, readPerson, setPerson } from './person.ts';

export const session = createPortalSession({ door: 'staff', onRenewed: (body) => setPerson(readPerson(body)) });
session.subscribe(() => {
  if (session.getState().status === 'anonymous') setPerson(null);
});
export const { startSession, endSession, getAccess, useSession, fetchWithSession } = session;

/** A tab that was signed in by another one holds a token but does not know whose: it asks once. */
export async function ensurePerson(): Promise<void> {
  if (getPerson()) return;
  const grant = await session.renewByCookie();
  startSession(grant.access, grant.accessExpiresAt);
}
