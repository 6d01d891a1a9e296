import { lazy, Suspense, useState, type ReactNode } from 'react';
import { useSession } from '../lib/session.ts';
import { LoadingScreen } from './fallback-screens.tsx';

const EnrolScreen = lazy(async () => ({
  default: (await import('../features/security/enrol-screen.tsx')).EnrolScreen,
}));

/**
 * Where the bank requires a second factor, setting it up comes before every other page. Stays until the recovery codes
 * are saved: a renewal in between knows already that the factor is on.
 */
export function EnrolGate({ children }: { children: ReactNode }) {
  const state = useSession();
  const isSignedIn = state.status === 'signed-in';
  const mustEnrol = isSignedIn && state.mustEnrol === true;
  const [isEnrolling, setIsEnrolling] = useState(mustEnrol);
  if (mustEnrol && !isEnrolling) setIsEnrolling(true);
  if (!isSignedIn && isEnrolling) setIsEnrolling(false);
  if (!isEnrolling) return children;
  return (
    <Suspense fallback={<LoadingScreen />}>
      <EnrolScreen onDone={() => setIsEnrolling(false)} />
    </Suspense>
  );
}
