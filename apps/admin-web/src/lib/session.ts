import { createPortalSession } from '@ostiary/ui/portal';
import { getPerson, readPerson, setPerson } from './person.ts';

export const session = createPortalSession({ door: 'staff', onRenewed: (body) => setPerson(readPerson(body)) });
session.subscribe(() => {
  const state = session.getState();
  // An interrupted session keeps its page, and what was typed there, until the same person is back.
  if (state.status === 'anonymous' && !state.isInterrupted) setPerson(null);
});
export const { startSession, endSession, getAccess, useSession, fetchWithSession } = session;

/** A tab that was signed in by another one holds a token but does not know whose: it asks once. */
export async function ensurePerson(): Promise<void> {
  const known = getPerson();
  const state = session.getState();
  const current = state.status === 'signed-in' ? state.userId : undefined;
  if (known && (current === undefined || current === known.id)) return;
  const grant = await session.renewByCookie();
  const { userId: id, username, mustEnrol } = grant;
  session.signIn({ ...grant, user: { id, username, mustEnrol } });
}
