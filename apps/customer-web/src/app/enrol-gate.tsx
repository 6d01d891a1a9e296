import { lazy, Suspense, type ReactNode } from 'react';
import { useSession } from '../lib/session.ts';
import { LoadingScreen } from './fallback-screens.tsx';

const EnrolScreen = lazy(async () => ({
  default: (await import('../features/security/enrol-screen.tsx')).EnrolScreen,
}));

/** Where the bank requires a second factor, setting it up comes before every other page. */
export function EnrolGate({ children }: { children: ReactNode }) {
  const state = useSession();
  if (state.status !== 'signed-in' || !state.mustEnrol) return children;
  return (
    <Suspense fallback={<LoadingScreen />}>
      <EnrolScreen />
    </Suspense>
  );
}
