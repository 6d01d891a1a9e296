import { createPortalSession } from '@ostiary/ui/portal';

export const session = createPortalSession({ door: 'customer' });
export const { startSession, endSession, getAccess, useSession, withFreshAccess, fetchWithSession } = session;
