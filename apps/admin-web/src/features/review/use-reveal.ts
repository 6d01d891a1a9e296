import { REVEAL_MINUTES, type Revealed, type RevealInput } from '@ostiary/domain/data-protection';
import { useStepUp } from '@ostiary/ui/security';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { trpc } from '../../lib/trpc.ts';

const SHOWN_MS = REVEAL_MINUTES * 60_000;

/**
 * Numbers in the open: in this component's memory only, until their time is over or the reader leaves. The time counts
 * from their arrival, for the clock of a computer may be wrong; a tab that slept asks again how long it was.
 */
export function useReveal() {
  const { client } = trpc.useUtils();
  const { withStepUp, dialog } = useStepUp();
  const [shown, setShown] = useState<Revealed | null>(null);
  const ask = useMutation({
    mutationFn: (input: RevealInput) => withStepUp(() => client.customers.reveal.mutate(input)),
    gcTime: 0,
    meta: { isQuiet: true },
    onSuccess: setShown,
  });
  const { reset } = ask;
  useEffect(() => {
    if (!shown) return;
    const hide = () => {
      setShown(null);
      reset();
    };
    const since = performance.now();
    const timer = setTimeout(hide, SHOWN_MS);
    const onWake = () => {
      if (performance.now() - since >= SHOWN_MS) hide();
    };
    document.addEventListener('visibilitychange', onWake);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', onWake);
    };
  }, [shown, reset]);
  const hide = () => {
    setShown(null);
    reset();
  };
  return { ask, shown, hide, dialog };
}
