import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { errorDetails } from './errors.ts';

const secondMs = 1_000;
const Wait = z.object({ resendAt: z.iso.datetime() });

/** From when a refused request for a code may be made again; undefined where the refusal was about something else. */
export const resendAtOf = (error: unknown): string | undefined => Wait.safeParse(errorDetails(error)).data?.resendAt;

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
