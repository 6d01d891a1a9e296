import { lazy, Suspense } from 'react';
import { useSession } from '../lib/session.ts';
import { LoadingScreen } from './fallback-screens.tsx';

const WelcomeScreen = lazy(async () => ({
  default: (await import('../features/registration/welcome-screen.tsx')).WelcomeScreen,
}));
const HomeScreen = lazy(async () => ({
  default: (await import('../features/application/home-screen.tsx')).HomeScreen,
}));

/** One address, two faces: what the bank offers, or where one's own application stands. */
export function HomeSwitch() {
  const state = useSession();
  // The page of a session that ended under it waits, covered, for the person to come back.
  const isOwn = state.status === 'signed-in' || (state.status === 'anonymous' && state.isInterrupted);
  return <Suspense fallback={<LoadingScreen />}>{isOwn ? <HomeScreen /> : <WelcomeScreen />}</Suspense>;
}
