import { createPortalSession } from '@ostiary/ui/portal';

export const session = createPortalSession({ door: 'customer' });
export const { signIn, startSession, endSession, getAccess, useSession, withFreshAccess, fetchWithSession } = session;
