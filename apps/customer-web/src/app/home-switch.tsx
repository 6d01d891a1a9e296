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
  const { status } = useSession();
  return (
    <Suspense fallback={<LoadingScreen />}>{status === 'signed-in' ? <HomeScreen /> : <WelcomeScreen />}</Suspense>
  );
}
