import type { ApplicationOverview } from '@ostiary/domain/application';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { paths } from '../../app/paths.ts';
import { errorCode } from '../../lib/errors.ts';
import { trpc } from '../../lib/trpc.ts';

interface Standing {
  overview: ApplicationOverview;
  /** When the overview was answered, in milliseconds. */
  answeredAtMs: number;
}

/**
 * Sends the application; while files are still being checked it waits and sends by itself when they are, unless a
 * check found something to put right.
 */
export function useSubmit({ overview, answeredAtMs }: Standing) {
  const navigate = useNavigate();
  const [heldAtMs, setHeldAtMs] = useState<number | null>(null);
  const hold = () => setHeldAtMs(Date.now());
  const { mutate, isPending, error } = trpc.application.submit.useMutation({
    onSuccess: () => navigate({ to: paths.home }),
    onError: (refusal) => (errorCode(refusal) === 'CHECKS_RUNNING' ? hold() : setHeldAtMs(null)),
  });
  const isPossible = overview.nextAction === 'submit';
  // Only an answer younger than the refusal says that the checks are done; an older one would send again and again.
  const isDue = heldAtMs !== null && isPossible && !overview.isChecking && answeredAtMs > heldAtMs && !isPending;
  useEffect(() => {
    if (isDue) mutate();
  }, [isDue, mutate]);
  return {
    send: () => (overview.isChecking ? hold() : mutate()),
    isPending,
    isWaiting: heldAtMs !== null && isPossible,
    error: error && errorCode(error) !== 'CHECKS_RUNNING' ? error : undefined,
  };
}
