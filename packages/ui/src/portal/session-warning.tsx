import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Callout } from '../callout.tsx';
import { identity } from '../security/identity-api.ts';
import type { GuardedSession } from './session-guard.tsx';
import { useSessionWords } from './session-words.ts';

const minuteMs = 60_000;
const secondMs = 1_000;

function sayCountdown(ms: number): string {
  const seconds = Math.ceil(ms / secondMs);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

interface SessionWarningProps {
  session: GuardedSession;
  left: { ms: number; isFixed: boolean };
}

function useStay(session: GuardedSession) {
  const [state, setState] = useState<'idle' | 'pending' | 'failed'>('idle');
  const stay = () => {
    setState('pending');
    session.renewNow().then(
      () => setState('idle'),
      () => setState('failed'),
    );
  };
  return { stay, isPending: state === 'pending', hasFailed: state === 'failed' };
}

/** Two minutes before the end: stay or leave. An end that cannot be moved is only told. */
export function SessionWarning({ session, left }: SessionWarningProps) {
  const { t } = useSessionWords();
  const { stay, isPending, hasFailed } = useStay(session);
  const [isHidden, setIsHidden] = useState(false);
  const signOut = identity.auth.logout.useMutation({ onSettled: () => session.endSession('signed-out') });
  const time = sayCountdown(left.ms);
  const goOn = left.isFixed ? () => setIsHidden(true) : stay;
  return (
    <Modal opened={!isHidden || !left.isFixed} onClose={goOn} title={t('title')} withCloseButton={false}>
      <Stack gap="lg">
        <Text>{t(left.isFixed ? 'fixedText' : 'stayText')}</Text>
        {/* A screen reader hears of it twice, and not each second. */}
        <Text
          fw={600}
          role="timer"
          aria-live={left.ms > minuteMs - secondMs && left.ms <= minuteMs ? 'assertive' : 'off'}
        >
          {t('left', { time })}
        </Text>
        {hasFailed && (
          <Callout tone="refusal" role="alert">
            {t('failed')}
          </Callout>
        )}
        <Group justify="flex-end">
          <Button variant="default" loading={signOut.isPending} onClick={() => signOut.mutate({})}>
            {t('signOut')}
          </Button>
          <Button loading={isPending} onClick={goOn} data-autofocus>
            {t(left.isFixed ? 'goOn' : 'stay')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
