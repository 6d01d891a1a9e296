import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

const secondMs = 1_000;

function useSecondsUntil(instant: string): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), secondMs);
    return () => clearInterval(timer);
  }, []);
  return Math.max(0, Math.ceil((Date.parse(instant) - now) / secondMs));
}

interface ResendButtonProps {
  /** ISO instant before which the server refuses another code. */
  resendAt: string;
  isPending: boolean;
  onResend: () => void;
}

/** Asks for another code, once the bank may send one. */
export function ResendButton({ resendAt, isPending, onResend }: ResendButtonProps) {
  const { t } = useTranslation('registration');
  const seconds = useSecondsUntil(resendAt);
  return (
    <Button variant="default" disabled={seconds > 0} loading={isPending} onClick={onResend}>
      {seconds > 0 ? t('code.resendIn', { seconds }) : t('code.resend')}
    </Button>
  );
}
