import { lazy, Suspense, useEffect, useState, type ReactNode } from 'react';
import type { SessionState } from '../client/grant-store.ts';
import type { Session } from '../client/session.ts';

const SessionWarning = lazy(async () => ({ default: (await import('./session-warning.tsx')).SessionWarning }));
const SessionOverlay = lazy(async () => ({ default: (await import('./session-overlay.tsx')).SessionOverlay }));

const secondMs = 1_000;
const warnMs = 120_000;

export type GuardedSession = Pick<Session, 'useSession' | 'getEnd' | 'getState' | 'renewNow' | 'endSession' | 'signIn'>;

interface SessionGuardProps {
  session: GuardedSession;
  /** The page shown is for signed-in people: when the session ends, it waits behind the sign-in. */
  isBehindSignIn: boolean;
  /** Loads the portal's home anew, with nothing of the person before. */
  onLeave: () => void;
  /** The portal's link to where a forgotten password is replaced. */
  forgotLink: ReactNode;
}

interface Left {
  /** Milliseconds until the end. */
  ms: number;
  isFixed: boolean;
}

/** How long the session lasts, once that is less than two minutes; ends it when the time has come. */
function useTimeLeft(session: GuardedSession): Left | null {
  const [left, setLeft] = useState<Left | null>(null);
  useEffect(() => {
    const look = () => {
      const end = session.getEnd();
      const ms = end ? end.at - Date.now() : Infinity;
      if (end && ms <= 0) session.endSession('ended', end.isFixed ? 'EXPIRED' : 'IDLE');
      setLeft(end && ms > 0 && ms <= warnMs ? { ms, isFixed: end.isFixed } : null);
    };
    look();
    const timer = setInterval(look, secondMs);
    return () => clearInterval(timer);
  }, [session]);
  return left;
}

interface Owner {
  userId: string;
  username: string | undefined;
}

/** Whose page this is, and whether somebody else has signed in since, here or in another tab. */
function useOwner(state: SessionState): { owner: Owner | null; isOther: boolean } {
  const [owner, setOwner] = useState<Owner | null>(null);
  const isSignedIn = state.status === 'signed-in';
  const isKept = isSignedIn || (state.status === 'anonymous' && state.isInterrupted === true);
  const userId = isSignedIn ? state.userId : undefined;
  const known = isSignedIn && state.userId !== undefined ? { userId: state.userId, username: state.username } : null;
  const next = isKept ? (owner ?? known) : null;
  if (next !== owner) setOwner(next);
  return { owner, isOther: owner !== null && userId !== undefined && userId !== owner.userId };
}

/** Warns before the session ends, and keeps the page, covered, until the same person has signed in again. Once per portal. */
export function SessionGuard({ session, isBehindSignIn, onLeave, forgotLink }: SessionGuardProps) {
  const state = session.useSession();
  const left = useTimeLeft(session);
  const { owner, isOther } = useOwner(state);
  useEffect(() => {
    if (isOther) onLeave();
  }, [isOther, onLeave]);
  const isOver = state.status === 'anonymous' && state.isInterrupted === true && isBehindSignIn;
  return (
    <Suspense fallback={<Cover isShown={isOver} />}>
      {left && state.status === 'signed-in' && <SessionWarning session={session} left={left} />}
      {isOver && (
        <SessionOverlay
          session={session}
          reason={state.reason}
          username={owner?.username}
          onLeave={onLeave}
          forgotLink={forgotLink}
        />
      )}
      <Cover isShown={isOther} />
    </Suspense>
  );
}

/** Hides the page at once, before anything else has arrived. */
function Cover({ isShown }: { isShown: boolean }) {
  if (!isShown) return null;
  return <div style={{ position: 'fixed', inset: 0, zIndex: 1000, background: 'var(--mantine-color-body)' }} />;
}
