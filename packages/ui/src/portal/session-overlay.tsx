import { Button, FocusTrap, Group, Text, Title } from '@mantine/core';
import { useEffect, useId, useRef, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { Callout } from '../callout.tsx';
import { SignInSteps } from '../security/sign-in-steps.tsx';
import type { GuardedSession } from './session-guard.tsx';
import { useSessionWords } from './session-words.ts';
import classes from './session-overlay.module.css';

interface SessionOverlayProps {
  session: GuardedSession;
  reason: string | undefined;
  /** Whose page waits below. */
  username: string | undefined;
  onLeave: () => void;
  forgotLink: ReactNode;
}

/** Nothing below can be reached by keyboard or read aloud, dialogs of the page included. */
function useOnlyThis() {
  const overlay = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const others = [...document.body.children].filter(
      (child) => child !== overlay.current && !child.hasAttribute('inert'),
    );
    others.forEach((child) => child.setAttribute('inert', ''));
    return () => others.forEach((child) => child.removeAttribute('inert'));
  }, []);
  return overlay;
}

/** Covers the page, which stays as it was, until somebody has signed in. */
export function SessionOverlay({ session, reason, username, onLeave, forgotLink }: SessionOverlayProps) {
  const { t, sayReason } = useSessionWords();
  const titleId = useId();
  const overlay = useOnlyThis();
  return createPortal(
    <div ref={overlay} className={classes.overlay} role="dialog" aria-modal="true" aria-labelledby={titleId}>
      <FocusTrap>
        <div className={classes.content}>
          <Title order={1} id={titleId}>
            {t('over')}
          </Title>
          <Callout tone="caution" role="status">
            {sayReason(reason)}
          </Callout>
          <Text>{t('kept')}</Text>
          <SignInSteps onSignedIn={session.signIn} username={username} forgotLink={forgotLink} />
          <Group>
            <Button variant="default" onClick={onLeave}>
              {t('somebodyElse')}
            </Button>
          </Group>
        </div>
      </FocusTrap>
    </div>,
    document.body,
  );
}
